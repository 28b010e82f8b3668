"""A code in a call: taken out of the words before anything keeps them, and sent in even time."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest
from livekit.agents import ConversationItemAddedEvent, UserInputTranscribedEvent
from livekit.agents.llm import ChatContext, ChatMessage
from tests.unit.call_examples import NUMBER, PRACTICE, START
from tests.unit.virtual_time import in_virtual_time

from ringbook.agent import code_tools
from ringbook.agent.call import Call
from ringbook.agent.voice_call import VoiceCall
from ringbook.dialogue.state.call_events import AgentSaid, Did, Identified, Keyed, UserSaid
from ringbook.dialogue.state.code_events import CodeSent
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Caller, Identity, Policies
from ringbook.errors import MessagesUnavailable
from ringbook.messages import Delivery, Message
from ringbook.store import one_time_codes
from ringbook.store.one_time_codes import Issued
from ringbook.store.pool import Database


@dataclass
class Slow:
    """Messages that take so long to go out, and as long to find out whether they would."""

    seconds: float = 0.0
    delivery: Delivery = "sent"
    even_seconds: float = 1.5
    sent: list[Message] = field(default_factory=list)

    async def send(self, message: Message, within: float) -> Delivery:
        await asyncio.sleep(self.seconds)
        self.sent.append(message)
        return self.delivery

    async def reachable(self, within: float) -> bool:
        await asyncio.sleep(self.seconds / 10)
        return self.delivery != "unavailable"


@pytest.fixture
def call() -> Call:
    return begun(Slow())


def begun(messages: Slow, *, asked: bool = True, is_new: bool = False) -> Call:
    """A call in which a code was sent, and asked for."""
    place = replace(PRACTICE, policies=Policies(identity=Identity(cancel="verified")))
    made = Call(
        practice=place, session_id="s", db=cast(Database, None), clock=lambda: START,
        messages=messages,
    )  # fmt: skip
    made.apply(made.started(None))
    made.apply(UserSaid(START, "cancel my appointment"))
    made.apply(AgentSaid(START, "9 8 8?", Question("confirm_number", number=NUMBER)))
    made.apply(UserSaid(START, "yes"))
    caller = Caller(NUMBER, "Priya Shah", is_new=is_new)
    made.apply(Did(START, "identify_user", {}, Identified(caller)))
    if asked:
        made.apply(Did(START, "verify_caller", {"action": "send"}, CodeSent()))
        made.apply(AgentSaid(START, "What is the code?", Question("code")))
    return made


def heard(call: Call, text: str) -> ChatMessage:
    message = ChatMessage(role="user", content=[text])
    call.on_item(ConversationItemAddedEvent(item=message))
    return message


def test_what_is_kept_of_the_words_has_no_digits(call: Call) -> None:
    message = heard(call, "it's four two one, nine nine oh")
    assert call.code == "421990"
    assert call.events[-1] == UserSaid(START, "it's [code]", 6)
    assert message.text_content == "it's [code]"


def test_keys_are_kept_out_too(call: Call) -> None:
    assert call.keyed("421990#") == Keyed(START, "[code]", 6)
    assert call.code == "421990"
    assert call.keyed("#") == Keyed(START, "#")


def test_the_page_shows_no_digits_while_they_are_heard(call: Call) -> None:
    voice = cast(VoiceCall, SimpleNamespace(_call=call))
    for partial in ("four", "four two one", "four two one nine nine oh"):
        event = UserInputTranscribedEvent(transcript=partial, is_final=False)
        VoiceCall._on_words(voice, event)
        assert event.transcript == "[code]"
    other = UserInputTranscribedEvent(transcript="is there parking?", is_final=True)
    VoiceCall._on_words(voice, other)
    assert other.transcript == "is there parking?"


def test_a_model_is_shown_none_and_the_plan_still_knows(call: Call) -> None:
    context = ChatContext.empty()
    context.add_message(role="user", content="421 990")
    shown = call.shown(context)
    assert [item.text_content for item in shown.items if item.type == "message"] == ["[code]"]
    assert call.view(shown).codes.digits == 6
    assert call.view(context).codes.digits == 6
    assert call.state.codes.digits == 0
    assert context.items[0].type == "message"
    assert context.items[0].text_content == "421 990"


def test_before_a_code_was_sent_words_are_left_alone() -> None:
    call = begun(Slow(), asked=False)
    heard(call, "421990")
    assert call.events[-1] == UserSaid(START, "421990")
    assert call.keyed("421990") == Keyed(START, "421990")
    assert call.code == ""


# ---- sending -------------------------------------------------------------------------------------


@pytest.fixture
def issued(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """No database; the numbers have bookings. Gives what was taken back."""
    taken_back: list[UUID] = []

    async def issue(db: Database, tenant: UUID, number: str, session: str, now: datetime) -> Issued:
        return Issued(UUID(int=9), "421990", has_bookings=number == NUMBER)

    async def withdraw(db: Database, code_id: UUID) -> None:
        taken_back.append(code_id)

    monkeypatch.setattr(one_time_codes, "issue", issue)
    monkeypatch.setattr(one_time_codes, "withdraw", withdraw)
    return taken_back


def _seconds(call: Call, number: str) -> float:
    async def sending() -> float:
        loop = asyncio.get_running_loop()
        begun_at = loop.time()
        await code_tools._send(call, number)
        return loop.time() - begun_at

    return round(in_virtual_time(sending), 3)


@pytest.mark.parametrize("seconds", [0.0, 0.4, 1.4])
def test_it_takes_the_same_time_whether_one_is_sent_or_not(
    issued: list[UUID], seconds: float
) -> None:
    messages = Slow(seconds)
    call = begun(messages)
    assert _seconds(call, NUMBER) == _seconds(call, "+12125550199") == 1.5
    assert [m.to for m in messages.sent] == [NUMBER]
    assert issued == []


def test_the_message_says_whose_it_is_and_what_to_do(issued: list[UUID]) -> None:
    messages = Slow()
    _seconds(begun(messages), NUMBER)
    (sent,) = messages.sent
    assert sent.text == (
        f"421990 is your code for {PRACTICE.name}. Read it out in the call that you are making "
        "now; it is good for 5 minutes. If you are not calling us, ignore this message."
    )
    assert (sent.kind, sent.id) == ("code", UUID(int=9))


@pytest.mark.parametrize("number", [NUMBER, "+12125550199"])
def test_what_does_not_get_out_is_taken_back_and_said(issued: list[UUID], number: str) -> None:
    with pytest.raises(MessagesUnavailable):
        _seconds(begun(Slow(delivery="unavailable")), number)
    assert issued == [UUID(int=9)]


@pytest.mark.parametrize("number", [NUMBER, "+12125550199"])
def test_a_number_that_takes_none_is_like_one_that_does(issued: list[UUID], number: str) -> None:
    assert _seconds(begun(Slow(delivery="refused")), number) == 1.5
    assert issued == []
