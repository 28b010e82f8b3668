"""Broken ears or a broken voice are not noticed: the local part goes on, and every word is heard.

Real models in real time, without a room: the caller says a sentence once and hears it repeated.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
from livekit.agents import AgentSession, utils
from tests.integration.provider_calls import settings_of
from tests.speech.audio import silence, spoken
from tests.speech.closing import close_parts
from tests.speech.echo import echo_call
from tests.speech.line import AgentLine, CallerLine
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.faults import Fault
from tests.standins.server import broken_tls, closed_port
from tests.standins.voices import local_ears, local_voice

from ringbook.agent.providers.local_speech import LocalSpeech, prewarm
from ringbook.agent.providers.local_stt import samples
from ringbook.config import Settings
from ringbook.domain.model import Practice

OAK = Practice(UUID(int=1), "oak", "Oak", "UTC", ((),) * 7, (), (), phone_region="IN")
SENTENCE = "I'd like to book an appointment."
KEY_WORDS = ("book", "appointment")
PATIENCE = 120.0
"""Seconds; only a broken call takes so long, however busy the machine."""

LEFT_AFTER = {"ringbook_stt_timeout": 2.5, "ringbook_tts_timeout": 2.5}
"""Seconds in which a broken provider says nothing; a pause of the machine seldom takes so long."""

CONNECTING = (Fault.UNAUTHORIZED, Fault.RATE_LIMITED, Fault.SERVER_ERROR, Fault.HANG_CONNECT)
SPEAKING = (
    *(Fault.REFUSED, Fault.SERVER_ERROR, Fault.HANG_FIRST, Fault.HANG_MID),
    *(Fault.CUT_MID, Fault.MALFORMED, Fault.EMPTY),
)


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[LocalSpeech]:
    settings = Settings.model_validate({"ringbook_home": tmp_path})
    loaded = await asyncio.to_thread(prewarm, settings)
    async with utils.http_context.open():
        yield loaded
    loaded.close()


class Echo:
    """A call in which the agent repeats what it heard."""

    def __init__(
        self, local: LocalSpeech, session: AgentSession[None], caller: CallerLine, agent: AgentLine
    ) -> None:
        self._local, self._session, self._caller, self._agent = local, session, caller, agent

    def turns(self) -> int:
        """How often the caller was taken to have finished."""
        return sum(m.role == "user" for m in self._session.history.messages())

    def _said(self) -> str:
        said = [m.text_content or "" for m in self._session.history.messages() if m.role == "user"]
        return " ".join(said)

    async def is_heard(self) -> None:
        """The sentence is heard, be it in pieces."""
        async with asyncio.timeout(PATIENCE):
            await self._caller.say(spoken(SENTENCE))
            while missing(self._said()):
                await self._caller.say(silence(0.1))

    async def says_it_once(self) -> None:
        """The sentence is heard, and heard again in the answer."""
        async with asyncio.timeout(PATIENCE):
            await self._caller.say(spoken(SENTENCE))
            await self._agent.next_start(0)
            while self._session.agent_state != "listening":
                await self._caller.say(silence(0.1))
        assert missing(self._said()) == []
        answer = self._local.whisper.transcribe(samples(self._agent.played))
        assert missing(answer.text) == [], answer.text


def missing(text: str) -> list[str]:
    return [word for word in KEY_WORDS if word not in text.lower()]


@asynccontextmanager
async def echo(local: LocalSpeech, settings: Settings) -> AsyncIterator[Echo]:
    session, caller, agent = await echo_call(OAK, local, settings)
    try:
        yield Echo(local, session, caller, agent)
    finally:
        await session.aclose()
        await close_parts(session)


def ears_of(local: LocalSpeech) -> DeepgramStandIn:
    return DeepgramStandIn(local_ears(local.whisper, local.hearing))


def voice_of(local: LocalSpeech) -> CartesiaStandIn:
    return CartesiaStandIn(local_voice(local.voice, local.speaking))


async def test_both_are_used_while_they_work(local: LocalSpeech) -> None:
    async with ears_of(local) as deepgram, voice_of(local) as cartesia:
        settings = settings_of(
            deepgram.environment(), cartesia.environment(), ringbook_stt="auto", ringbook_tts="auto"
        )
        async with echo(local, settings) as call:
            await call.says_it_once()
    assert len(deepgram.served[0].transcripts) == 1
    assert len(cartesia.served[0].sentences) == 1


# ---- the voice ----------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [*CONNECTING, Fault.REFUSED])
async def test_a_voice_that_cannot_be_reached_is_replaced(local: LocalSpeech, fault: Fault) -> None:
    async with voice_of(local) as cartesia:
        cartesia.faults.add(fault, when=lambda sentence: sentence == "")
        settings = settings_of(cartesia.environment(), ringbook_tts="cartesia", **LEFT_AFTER)
        async with echo(local, settings) as call:
            await call.says_it_once()
    assert fault in cartesia.faults.struck


@pytest.mark.parametrize("fault", SPEAKING)
async def test_a_voice_that_breaks_while_it_speaks_is_replaced(
    local: LocalSpeech, fault: Fault
) -> None:
    async with voice_of(local) as cartesia:
        cartesia.faults.add(fault, when=bool)
        settings = settings_of(cartesia.environment(), ringbook_tts="cartesia", **LEFT_AFTER)
        async with echo(local, settings) as call:
            await call.says_it_once()
    assert fault in cartesia.faults.struck


async def test_a_voice_behind_broken_tls_is_replaced(local: LocalSpeech) -> None:
    async with broken_tls() as host:
        there = {"CARTESIA_API_KEY": "k", "CARTESIA_URL": f"https://{host}"}
        async with echo(local, settings_of(there, ringbook_tts="cartesia", **LEFT_AFTER)) as call:
            await call.says_it_once()


# ---- the ears -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [*CONNECTING, Fault.REFUSED])
async def test_ears_that_cannot_be_reached_are_replaced(local: LocalSpeech, fault: Fault) -> None:
    async with ears_of(local) as deepgram:
        deepgram.faults.add(fault, when=lambda heard: heard == "")
        settings = settings_of(deepgram.environment(), ringbook_stt="deepgram", **LEFT_AFTER)
        async with echo(local, settings) as call:
            await call.says_it_once()
    assert fault in deepgram.faults.struck


@pytest.mark.parametrize("fault", SPEAKING)
async def test_ears_that_break_while_they_hear_are_replaced(
    local: LocalSpeech, fault: Fault
) -> None:
    async with ears_of(local) as deepgram:
        deepgram.faults.add(fault, when=bool)
        settings = settings_of(deepgram.environment(), ringbook_stt="deepgram", **LEFT_AFTER)
        async with echo(local, settings) as call:
            await call.says_it_once()
    assert fault in deepgram.faults.struck


async def test_an_utterance_that_is_reported_in_pieces_is_one_turn(local: LocalSpeech) -> None:
    ears = local_ears(local.whisper, local.hearing)
    async with DeepgramStandIn(ears, in_pieces=True) as deepgram:
        settings = settings_of(deepgram.environment(), ringbook_stt="deepgram")
        async with echo(local, settings) as call:
            await call.says_it_once()
            assert call.turns() == 1
    assert len(deepgram.served) == 1


async def test_the_piece_that_never_comes_is_heard_by_the_local_ears(local: LocalSpeech) -> None:
    async with ears_of(local) as deepgram:
        deepgram.faults.add(Fault.HANG_PIECE, when=bool, times=1)
        settings = settings_of(deepgram.environment(), ringbook_stt="deepgram", **LEFT_AFTER)
        async with echo(local, settings) as call:
            await call.is_heard()
    assert deepgram.faults.struck == [Fault.HANG_PIECE]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_ears_that_were_never_there_are_replaced(local: LocalSpeech, scheme: str) -> None:
    async with broken_tls() as host:
        where = f"127.0.0.1:{closed_port()}" if scheme == "http" else host
        there = {"DEEPGRAM_API_KEY": "k", "DEEPGRAM_URL": f"{scheme}://{where}/v1/listen"}
        async with echo(local, settings_of(there, ringbook_stt="deepgram", **LEFT_AFTER)) as call:
            await call.says_it_once()
