"""The worker: takes jobs from the LiveKit server, one process a call."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from livekit import rtc
from livekit.agents import AgentServer, JobContext, JobProcess

from ringbook.agent.after_call import AfterCall
from ringbook.agent.call import Call
from ringbook.agent.capacity import most_calls, pace
from ringbook.agent.clock import CallClock
from ringbook.agent.fork_server import CONTEXT
from ringbook.agent.job import JobData, called, caller_id, is_phone, read_job
from ringbook.agent.last_words import LastWords, Unable
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.providers import stack
from ringbook.agent.providers.avatar import show_avatar
from ringbook.agent.providers.call_languages import call_languages
from ringbook.agent.providers.chosen import check, webhook
from ringbook.agent.providers.follow_language import follow_language
from ringbook.agent.providers.local_speech import LocalSpeech
from ringbook.agent.providers.local_speech import prewarm as prewarm_speech
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.session import model_chooser
from ringbook.agent.speaking_rate import spread_words_by_voiced_time
from ringbook.agent.turned_away import turn_away
from ringbook.agent.voice_call import VoiceCall
from ringbook.agent.voice_session import voice_session
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import Channel
from ringbook.dialogue.state.call_state import NOBODY
from ringbook.errors import ConfigurationError, DatabaseUnavailable, NumberUnknown
from ringbook.messages import Messages, open_gateway
from ringbook.store.last_known import Known, known_practice
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import roll_slots
from ringbook.store.unsaved import unsaved_calls

__all__ = ["build_server", "entrypoint", "on_session_end", "prewarm"]

log = logging.getLogger("ringbook.worker")

IDLE_PROCESSES = 2
INITIALIZE_SECONDS = 180.0
"""Loading takes two seconds; a machine that is busy must not make the worker give up."""
SPEECH, JOB = "speech", "job"
"""What a process keeps in its userdata: the loaded models, the one call."""
ROLL_SECONDS = 8.0
"""For making the diary's newest days before a call; the caller hears ringing meanwhile."""
CALLER_SECONDS = 30.0
"""How long a room may be without its caller before the job gives up."""


# ---- in the job's process ---------------------------------------------------------------------


@dataclass(slots=True)
class _Job:
    """What belongs to the one call of this process."""

    voice: VoiceCall
    after: AfterCall
    resources: AsyncExitStack


def prewarm(process: JobProcess) -> None:
    """Load all models once, before the first call comes in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which ends its jobs
    process.userdata[SPEECH] = prewarm_speech(Settings())
    spread_words_by_voiced_time()
    gc.freeze()  # a collection that walks all of this stalls the call's audio for a second
    gc.enable()


async def entrypoint(ctx: JobContext) -> None:
    """One call: connect, wait for the caller, greet."""
    settings = Settings()
    ctx.log_context_fields = {"room": ctx.room.name}
    async with AsyncExitStack() as opening:
        opened = open_database(_database_url(settings), max_size=3, wait=False)
        db = await opening.enter_async_context(opened)
        gateway = await opening.enter_async_context(open_gateway(webhook(settings)))
        job, home = read_job(ctx.job.metadata), settings.home()
        looking = asyncio.create_task(_practice(db, job, home)) if job.names_practice else None
        if (caller := await _arrived(ctx)) is None:
            return
        job = called(job, caller)
        found = await (looking or _practice(db, job, home))
        known = found or Known(NOBODY, current=False)
        call = _call(ctx, settings, db, known, caller, job, gateway)
        voice = _voice_call(ctx, settings, call, known, caller)
        if found is None:
            await turn_away(ctx, voice.session, caller)
            return
        after = AfterCall.of(settings, call, db, gateway)
        ctx.proc.userdata[JOB] = _Job(voice, after, opening.pop_all())
    if not known.current:
        await voice.give_up(caller_id(caller))
        return
    ledger = voice.ledger
    comes, goes = ledger.avatar_joined, ledger.avatar_left
    await show_avatar(settings, voice.session, ctx.room, joined=comes, left=goes)
    await voice.start(caller_id(caller))


async def _arrived(ctx: JobContext) -> rtc.RemoteParticipant | None:
    """Who came into the room; where nobody did, the job is given up."""
    try:
        await ctx.connect()
        async with asyncio.timeout(CALLER_SECONDS):
            return await ctx.wait_for_participant()
    except TimeoutError:
        log.warning("nobody came into the room")
        ctx.shutdown("no caller")
        return None


async def on_session_end(ctx: JobContext) -> None:
    """Complete the record and say goodbye to the page, however the call ended."""
    job = ctx.proc.userdata.pop(JOB, None)
    if isinstance(job, _Job):
        async with job.resources:
            await job.voice.finish()
            await job.after.tell_who_waits()


def _call(
    ctx: JobContext,
    settings: Settings,
    db: Database,
    known: Known,
    caller: rtc.RemoteParticipant,
    job: JobData,
    messages: Messages | None,
) -> Call:
    return Call(
        practice=known.practice, session_id=ctx.room.name, db=db, clock=CallClock(),
        channel=_channel(caller), timezone=job.timezone, links=settings.booking_links(),
        messages=messages,
        languages=call_languages(settings, known.practice.languages, by_voice=True),
    )  # fmt: skip


def _voice_call(
    ctx: JobContext, settings: Settings, call: Call, known: Known, caller: rtc.RemoteParticipant
) -> VoiceCall:
    practice = known.practice
    offline = OfflineLLM(call)
    model = model_chooser(settings)(offline)
    local: LocalSpeech = ctx.proc.userdata[SPEECH]
    session = voice_session(call, model, stack.choose(settings, practice, local, call.languages))
    follow_language(call, session.tts, settings.cartesia_language)
    agent = Receptionist(call, offline) if known.current else Unable()
    last = LastWords(practice, local.pcm, call.now())
    unsaved = unsaved_calls(settings.home())
    prices = settings.ringbook_prices
    return VoiceCall(ctx, call, session, agent, caller, unsaved, last, prices)


def _database_url(settings: Settings) -> str:
    if settings.database_url is None:
        raise ConfigurationError("DATABASE_URL is not set in the job's process")
    return settings.database_url.get_secret_value()


async def _practice(db: Database, job: JobData, home: Path) -> Known | None:
    """The practice that the job or the number called names, never one that a caller names.

    None for a number that is no practice's.
    """
    known = Known(NOBODY, current=False)
    try:
        known = await known_practice(db, job.practice, home, job.called_number)
        if known.current:
            await roll_slots(db, known.practice, datetime.now(UTC), budget=ROLL_SECONDS)
    except DatabaseUnavailable as error:
        log.error("a call finds no database: %s", error)
        return replace(known, current=False)
    except NumberUnknown as error:
        log.error("a call is turned away: %s", error)
        return None
    return known


def _channel(caller: rtc.RemoteParticipant) -> Channel:
    return "phone" if is_phone(caller) else "web"


# ---- the worker itself ------------------------------------------------------------------------


def build_server(settings: Settings) -> AgentServer:
    """The server of this worker, on loopback, with nothing of the cloud turned on.

    Raises:
        ConfigurationError: the LiveKit server or the database is not set, or a provider half.
    """
    url, key, secret = settings.require_livekit()
    _database_url(settings)
    check(settings)
    most = most_calls(settings, pace())
    log.info("takes up to %d calls at once (RINGBOOK_MAX_CALLS)", most)
    server = AgentServer(
        ws_url=url,
        api_key=key,
        api_secret=secret,
        host="127.0.0.1",
        port=settings.ringbook_worker_port,
        setup_fnc=prewarm,
        load_fnc=partial(load, most),
        load_threshold=0.99,
        num_idle_processes=IDLE_PROCESSES,
        initialize_process_timeout=INITIALIZE_SECONDS,
        multiprocessing_context=CONTEXT,
        session_end_timeout=60,
        shutdown_process_timeout=30,
        drain_timeout=settings.ringbook_drain_seconds,
    )
    server.rtc_session(
        entrypoint, agent_name=settings.ringbook_agent_name, on_session_end=on_session_end
    )
    if (ready := settings.ringbook_worker_ready) is not None:
        server.on("worker_registered", lambda *_: ready.touch())
    return server


def load(most: int, server: AgentServer) -> float:
    """How full a worker is that takes `most` calls, 0 to 1; not what else the machine does."""
    return min(len(server.active_jobs) / most, 1.0)
