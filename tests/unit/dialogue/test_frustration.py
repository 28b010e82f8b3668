"""What a caller puts up with is counted, told to the owner, and lowers the bar for people."""

from datetime import timedelta

import pytest
from tests.unit.dialogue.conversations import CALLER
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue import record
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import asked
from ringbook.dialogue.reduce.reducer import CallState, reduce
from ringbook.dialogue.replay import replay
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, UserSaid
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.understand.frustration import level
from ringbook.event_views import summary_event

OFFER = "Shall I note that you'd like the practice to call you back?"
NOTED = "I've noted for the practice that you'd like a call back at 2 1 2, 5 5 5, 0 1 2 3."
WHEN = Question("when")


def held(*turns: str, hand_over: bool = True) -> Talk:
    call = Talk(Diary(practice() if hand_over else practice(hand_over_phone=None)))
    call.says(*turns)
    return call


def started(*turns: str, hand_over: bool = True) -> Talk:
    """A caller known by number and name, who is asked when."""
    return held("a cleaning", *CALLER, *turns, hand_over=hand_over)


# ---- the score ----------------------------------------------------------------------------------


def folded(*events: CallEvent) -> CallState:
    state = CallState()
    for event in events:
        state = reduce(state, event)
    return state


def test_angry_words_count() -> None:
    assert started().state.frustration == 0
    assert started("this is ridiculous").state.frustration >= 2
    assert level(started("this is ridiculous").state.frustration) == "some"
    assert level(started("this is ridiculous", "you're useless").state.frustration) == "high"


def test_the_same_question_again_counts() -> None:
    assert started("banana").state.frustration == 1
    assert started("banana", "banana").state.frustration == 2


def test_to_speak_over_the_agent_counts_unless_it_brings_something() -> None:
    cut = AgentSaid(NOW, "What day and", WHEN, cut=True)
    assert folded(cut, UserSaid(NOW, "no no no")).frustration == 1
    assert folded(cut, UserSaid(NOW, "Friday at ten")).frustration == 0
    assert folded(cut, UserSaid(NOW, "yes")).frustration == 0
    whole = AgentSaid(NOW, "What day and time would you like?", WHEN)
    assert folded(whole, UserSaid(NOW, "no no no")).frustration == 0
    assert folded(cut, UserSaid(NOW, "Friday"), whole, UserSaid(NOW, "no")).frustration == 0


def test_what_was_written_makes_good_for_it_but_the_record_keeps_it() -> None:
    call = started("this is ridiculous", "friday at ten", "yes", "bye")
    assert call.state.frustration == 0
    assert call.state.frustration_peak >= 2
    assert record.fold(call.events).frustration == "some"


@pytest.mark.parametrize(("score", "means"), [(0, None), (1, None), (2, "some"), (4, "high")])
def test_a_score_has_a_meaning(score: int, means: str | None) -> None:
    assert level(score) == means


# ---- who sees it --------------------------------------------------------------------------------


def test_the_owner_finds_it_in_record_and_event() -> None:
    kept = record.fold(started("this is ridiculous", "you're useless").events)
    assert kept.transcript["frustration"] == "high"
    assert summary_event(kept, NOW).model_dump(mode="json")["frustration"] == "high"
    assert "frustrat" not in kept.summary  # the caller reads the summary


def test_of_a_caller_at_ease_nothing_is_said() -> None:
    kept = record.fold(started("friday at ten", "yes", "bye").events)
    assert "frustration" not in kept.transcript
    assert "frustration" not in summary_event(kept, NOW).model_dump(mode="json")


def test_a_large_model_is_told() -> None:
    assert "The caller is frustrated: be brief" in note(started("this is ridiculous").state)
    angry = started("this is ridiculous", "you're useless")
    assert "very frustrated: be brief, and offer the practice's phone number." in note(angry.state)
    assert "frustrated" not in note(started().state)


# ---- a call back --------------------------------------------------------------------------------


def test_the_same_three_times_brings_other_words_then_a_call_back() -> None:
    call = started()
    asks = [call.lines[-1][1], *(call.says("banana") for _ in range(4))]
    first, again, third, fourth, offer = asks
    assert first.endswith("What day and time would you like?")
    assert again.endswith("What day and time would you like?")
    assert third.endswith("Which day would suit you?")
    assert "Please tell me a day, for example next Monday" in fourth
    assert offer.startswith("I'm sorry this is so hard. You can reach the practice at 2 1 2")
    assert offer.endswith(OFFER)
    assert call.says("yes please") == f"{NOTED} Is there anything else I can help with?"
    call.says("no thanks, bye")
    assert "• Wants a call back" in record.fold(call.events).summary
    assert "Noted: wants a call back." in note(call.state)
    assert fold(call.events) == call.state
    assert replay(call.events).difference is None


def test_a_no_goes_on_and_it_is_not_offered_again() -> None:
    call = started(*["banana"] * 4, "no")
    assert "Please tell me a day" in call.lines[-1][1]
    assert "Let's try once more. Please tell me a day" in call.lines[-1][1]
    assert OFFER not in call.says("banana")
    call.says("friday at ten", "yes")
    assert call.booked() == ["2026-01-30 10:00 Cleaning"], call.script()
    assert "call back" not in record.fold(call.events).summary


def test_a_caller_who_never_gets_on_is_let_go() -> None:
    call = started(*["banana"] * 4, "no", *["banana"] * 4)
    assert call.state.ended == "goodbye", call.script()
    assert "couldn't help you today" in call.lines[-1][1]


def test_a_yes_to_are_you_still_there_wants_no_call_back() -> None:
    call = started(*["banana"] * 4)
    call.quiet()
    call.says("yes")
    assert not call.state.call_me_back, call.script()
    assert "Please tell me a day" in call.lines[-1][1]


def test_an_angry_caller_is_offered_it_sooner() -> None:
    call = started("this is ridiculous")
    assert "You can reach the practice" in call.lines[-1][1]
    assert OFFER not in call.lines[-1][1]
    said = call.says("you're useless")
    assert said.startswith("I'm sorry about the trouble. You can reach the practice at 2 1 2")
    assert said.endswith(OFFER)


def test_a_frustrated_caller_who_wants_a_person_is_offered_it() -> None:
    calm = started("can I talk to a person")
    assert OFFER not in calm.lines[-1][1]
    angry = started("this is stupid", "can I talk to a person")
    assert angry.lines[-1][1].startswith("I can't put you through from here.")
    assert angry.lines[-1][1].endswith(OFFER)


def test_anger_before_makes_it_sooner() -> None:
    call = started("this is ridiculous", "banana")
    assert call.lines[-1][1].endswith(OFFER), call.script()


def test_without_a_number_nobody_can_call_back() -> None:
    call = held("a cleaning", "this is ridiculous", "you're useless", "banana", "banana")
    assert "call you back" not in call.script()


def test_where_nobody_can_be_reached_a_call_back_still_can_be_noted() -> None:
    call = started(*["banana"] * 4, hand_over=False)
    assert call.lines[-1][1] == f"I'm sorry this is so hard. {OFFER}"


def test_a_large_model_may_offer_it_in_its_own_words() -> None:
    words = "I'm sorry. Would you like somebody to call you back?"
    assert asked(started().state, words) == Question("call_back")
    assert asked(held("a cleaning").state, words) != Question("call_back")


# ---- silence ------------------------------------------------------------------------------------


def test_silence_is_asked_into_twice_and_then_it_is_goodbye() -> None:
    call = started()
    assert call.quiet() == "Are you still there?"
    assert call.quiet() == "Hello? I can't hear you. Are you still there?"
    assert call.quiet() == "I can't hear you, so I'll end the call here. Goodbye."
    assert call.state.ended == "silence"
    assert call.now - NOW == timedelta(seconds=24)


def test_a_word_in_between_begins_it_anew() -> None:
    call = started()
    call.quiet()
    call.says("yes I'm here")
    assert call.quiet() == "Are you still there?"
