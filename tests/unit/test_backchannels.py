"""The caller speaks while the agent has the floor: what reaches it, and what becomes an answer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from livekit.agents import (
    AgentSession,
    AgentStateChangedEvent,
    ConversationItemAddedEvent,
    UserStateChangedEvent,
)
from livekit.agents.llm import ChatMessage
from livekit.agents.stt import SpeechData, SpeechEvent, SpeechEventType
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, practice
from tests.unit.dialogue.talk import Talk

from ringbook.agent.backchannels import Backchannels
from ringbook.agent.call import Call
from ringbook.dialogue.reduce.reducer import CallState

FINAL, INTERIM = SpeechEventType.FINAL_TRANSCRIPT, SpeechEventType.INTERIM_TRANSCRIPT
READ_BACK = "Thank you. That would be Cleaning on Thursday, January 29 at 3:00 PM. Shall I book it?"


@dataclass
class Activity:
    """A session's own part that pauses lines and goes on with them."""

    _paused_speech: object | None = None
    gone_on: int = 0

    def _start_false_interruption_timer(self, timeout: float) -> None:
        assert timeout == 0
        self.gone_on += 1


@dataclass
class Session:
    """A session in a test's hand."""

    agent_state: str = "listening"
    user_state: str = "listening"
    _activity: Activity = field(default_factory=Activity)
    asked: list[str] = field(default_factory=list)

    def generate_reply(self, *, user_input: str) -> None:
        self.asked.append(user_input)


@dataclass
class Line:
    """A call in which the agent is about to read a booking back; time in seconds."""

    session: Session
    ears: Backchannels
    state: list[CallState]
    now: list[float]

    def at(self, now: float) -> None:
        self.now[0] = now

    def agent(self, state: str) -> None:
        event = AgentStateChangedEvent(
            old_state="idle", new_state=cast(Any, state), created_at=self.now[0]
        )
        self.session.agent_state = state
        self.ears.on_agent_state(event)

    def user(self, state: str) -> None:
        event = UserStateChangedEvent(
            old_state="away", new_state=cast(Any, state), created_at=self.now[0]
        )
        self.session.user_state = state
        self.ears.on_user_state(event)

    def item(self, text: str, role: str = "assistant", *, cut: bool = False) -> None:
        message = ChatMessage(role=cast(Any, role), content=[text], interrupted=cut)
        self.ears.on_item(ConversationItemAddedEvent.model_construct(item=message))

    def hears(self, text: str, kind: SpeechEventType = FINAL) -> bool:
        return self.ears.passes(SpeechEvent(kind, alternatives=[SpeechData(cast(Any, "en"), text)]))


class Held:
    """The part of a call that is looked at here."""

    def __init__(self, state: list[CallState]) -> None:
        self._state, self.lock = state, asyncio.Lock()

    @property
    def state(self) -> CallState:
        return self._state[0]


@pytest.fixture
def line() -> Line:
    talk = Talk(Diary(practice(services=(CLEANING,))))
    talk.says("book a cleaning thursday at three", "212 555 0123", "yes", "no")
    assert talk.state.spoken == READ_BACK
    session, state, now = Session(), [talk.state], [0.0]
    call = cast(Call, Held(state))
    ears = Backchannels(cast("AgentSession[Call]", session), call, lambda: now[0])
    return Line(session, ears, state, now)


def speaks(line: Line, text: str, *, begins: float, heard: float) -> bool:
    """The caller says it, and it is recognised half a second later."""
    line.at(begins)
    line.user("speaking")
    line.at(heard - 0.1)
    line.user("listening")
    line.at(heard)
    return line.hears(text)


async def test_a_listener_does_not_stop_the_line(line: Line) -> None:
    line.agent("speaking")
    assert not speaks(line, "Mm-hm.", begins=1.0, heard=1.6)
    line.at(5.0)
    line.item(READ_BACK)
    line.agent("listening")
    await asyncio.sleep(0)
    assert line.session.asked == []


@pytest.mark.parametrize("text", ["Wait.", "No.", "Sorry?", "Nine eight eight", "Okay, but Friday"])
async def test_whoever_wants_the_floor_gets_it(line: Line, text: str) -> None:
    line.agent("speaking")
    assert speaks(line, text, begins=1.0, heard=1.6)


async def test_a_line_that_a_sound_paused_goes_on_at_once(line: Line) -> None:
    line.agent("speaking")
    line.at(1.0)
    line.user("speaking")
    line.at(1.5)
    line.agent("listening")
    line.session._activity._paused_speech = object()
    assert not line.hears("Uh-huh.")
    assert line.session._activity.gone_on == 0  # the caller is still to be heard
    line.user("listening")
    await asyncio.sleep(0)
    assert line.session._activity.gone_on == 1


async def test_assent_over_the_question_is_its_answer(line: Line) -> None:
    line.agent("speaking")
    assert not speaks(line, "Yes.", begins=4.5, heard=4.9)
    line.at(5.0)
    line.item(READ_BACK)
    line.agent("listening")
    await asyncio.sleep(0)
    assert line.session.asked == ["Yes."]


async def test_assent_that_is_recognised_late_is_taken_for_when_it_was_said(line: Line) -> None:
    for begins, answers in ((1.0, False), (4.5, True), (5.2, True)):
        line.at(0.0)
        line.agent("speaking")
        line.at(begins)
        if begins < 5.0:
            line.user("speaking")
        line.at(5.0)
        line.item(READ_BACK)
        line.agent("listening")
        line.at(max(begins, 5.0))
        if begins > 5.0:
            line.user("speaking")
        line.user("listening")
        assert line.hears("yeah", INTERIM) == answers
        assert line.hears("Yeah.") == answers


async def test_a_pause_counts_as_no_speech(line: Line) -> None:
    """The line is 5 s long; at 2 s of it, before its facts, the caller's "okay" pauses it."""
    line.agent("speaking")
    line.at(2.0)
    line.user("speaking")
    line.at(2.5)
    line.agent("listening")
    line.at(9.0)
    line.user("listening")
    assert not line.hears("Okay.")
    line.agent("speaking")
    line.at(11.5)
    line.item(READ_BACK)
    line.agent("listening")
    await asyncio.sleep(0)
    assert line.session.asked == []


async def test_what_is_said_while_we_are_at_work_is_no_answer_to_what_follows(line: Line) -> None:
    line.agent("thinking")
    assert not speaks(line, "Okay.", begins=0.5, heard=1.0)
    line.agent("speaking")
    line.at(5.0)
    line.item(READ_BACK)
    line.agent("listening")
    await asyncio.sleep(0)
    assert line.session.asked == []
    assert speaks(line, "Okay.", begins=5.3, heard=5.8)


async def test_after_a_filler_nothing_is_an_answer(line: Line) -> None:
    line.agent("speaking")
    assert not speaks(line, "Sure.", begins=0.7, heard=0.8)
    line.item("One moment.")
    line.agent("thinking")
    await asyncio.sleep(0)
    assert line.session.asked == []


async def test_more_words_take_the_place_of_assent(line: Line) -> None:
    line.agent("speaking")
    assert not speaks(line, "Yes.", begins=4.0, heard=4.3)
    assert speaks(line, "Yes, but on Friday.", begins=4.4, heard=4.9)
    line.item(READ_BACK, cut=True)
    line.agent("listening")
    await asyncio.sleep(0)
    assert line.session.asked == []


async def test_who_has_cut_in_has_the_floor(line: Line) -> None:
    line.agent("speaking")
    line.at(1.0)
    line.user("speaking")
    line.at(1.5)
    line.agent("listening")
    assert line.hears("I said")
    line.item("That would be", cut=True)
    assert line.hears("Okay.")
