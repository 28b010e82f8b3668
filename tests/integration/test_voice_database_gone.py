"""A spoken yes that finds no database: real models, real time, a line to Postgres that is cut."""

import asyncio
from pathlib import Path

from tests.integration.breakable import breakable_line
from tests.integration.conftest import NOW
from tests.speech.audio import spoken
from tests.speech.voice_calls import VoiceCall, call_by_voice

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.dialogue.speak.away import HOLD
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent
from ringbook.domain.model import Practice
from ringbook.local.postgres import EmbeddedPostgres
from ringbook.store import bookings
from ringbook.store.pool import Database, open_database

NUMBER = "+919886014182"
TYPED = ["I'd like to book a check-up on Monday at 10 am", "98860 14182", "yes", "Priya Shah"]
TOLD = "You're booked for Check-up on Monday, June 15 at 10:00 AM."


def lines(voice: VoiceCall) -> list[str]:
    return [e.text for e in voice.call.events if isinstance(e, AgentSaid)]


async def test_the_caller_hears_the_hold_line_and_then_that_they_are_booked(
    postgres: EmbeddedPostgres, db: Database, practice: Practice, tmp_path: Path
) -> None:
    local = await asyncio.to_thread(prewarm, Settings.model_validate({"ringbook_home": tmp_path}))
    async with (
        breakable_line(postgres.socket) as line,
        open_database(line.url("shared_by_tests"), max_size=3, budget=60.0) as lost,
        call_by_voice(lost, practice, local, NOW) as voice,
    ):
        mending: list[asyncio.Task[None]] = []

        def on_hold(event: CallEvent) -> None:
            if isinstance(event, AgentSaid) and event.text == HOLD:
                mending.append(asyncio.create_task(line.mend()))

        voice.call.listeners.append(on_hold)
        for text in TYPED:
            await voice.session.generate_reply(user_input=text).wait_for_playout()
        line.cut()
        answer = await voice.says(spoken("Yes, please."))
        assert lines(voice)[-2] == HOLD
        assert answer.startswith(TOLD)
        assert lines(voice).count(HOLD) == 1
    local.close()
    assert len(await bookings.appointments_of(db, practice, NUMBER, NOW)) == 1
