"""The gate and the guard in a real session without a room, against models that misbehave."""

import asyncio
from typing import cast

import pytest
from livekit.agents import APIConnectionError
from livekit.agents.voice.run_result import RunResult
from tests.unit.gated_call import NOW, PRACTICE, READ_BACK, agreed, diary, held
from tests.unit.scripted import CUT, Diary, Piece

from ringbook.agent.call import Call
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.receptionist import Receptionist
from ringbook.agent.session import text_session
from ringbook.dialogue.state.call_events import AgentSaid, Booked, Did, Refused
from ringbook.errors import DatabaseUnavailable
from ringbook.events import ToolCallEvent
from ringbook.store import bookings
from ringbook.store.pool import Database

__all__ = ["diary"]

BOOK_A: Piece = ("book_appointment", '{"slot": "A"}')
BOOK_B: Piece = ("book_appointment", '{"slot": "B"}')
CONFIRMED = "You're booked for Tuesday, March 3 at 3:00 PM."


async def test_a_booking_that_was_agreed_to_is_written_and_told(diary: Diary) -> None:
    async with held(diary, [[BOOK_A], [CONFIRMED]], agreed()) as turn:
        assert diary.writes == ["book 2026-03-03T20:00"]
        assert CONFIRMED in turn.said()
        assert turn.tools() == [("book_appointment", "started"), ("book_appointment", "success")]


async def test_a_lie_is_replaced_by_the_truth(diary: Diary) -> None:
    lie = "Great. You're all set for Tuesday at 3. Anything else?"
    async with held(diary, [[lie]], agreed()) as turn:
        assert diary.writes == []
        assert "all set" not in turn.said()
        assert "Anything else?" in turn.said()
    history = [e for e in turn.call.events if isinstance(e, AgentSaid)]
    assert not any("all set" in said.text for said in history)


async def test_what_the_guard_judged_is_counted_and_logged(
    diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    lie = "Great. You're all set for Tuesday at 3. Anything else?"
    async with held(diary, [[lie]], agreed()) as turn:
        count = turn.call.claims
        assert (count.sentences, count.claims) == (3, 1)
        assert count.stopped == {("book", "not_written"): 1}
    with caplog.at_level("INFO", "ringbook.guard"):
        count.report()
    assert (
        caplog.messages[-1] == "claim guard: 3 sentences, 1 claims, 1 stopped (book not_written 1)"
    )


async def test_a_promise_before_the_write_is_held_until_it_is_true(diary: Diary) -> None:
    steps: list[list[Piece]] = [["You're all set for Tuesday at 3.", BOOK_A], [CONFIRMED]]
    async with held(diary, steps, agreed()) as turn:
        assert "all set" not in turn.said()
        assert "One moment." in turn.said()
        assert turn.said().endswith(CONFIRMED)
        assert len(diary.writes) == 1


async def test_no_model_is_asked_what_to_say_to_danger(diary: Diary) -> None:
    async with held(diary, [["Take an aspirin."]], agreed(), says="I can't breathe") as turn:
        assert turn.model.seen == []
        assert "call your local emergency number now" in turn.said()
        assert diary.writes == []


async def test_a_tool_that_is_not_legal_now_is_hidden_and_does_not_run(diary: Diary) -> None:
    async with held(diary, [[BOOK_A], ["What is your phone number?"]], says="book me in") as turn:
        offered, note = turn.model.seen[0]
        assert "book_appointment" not in offered
        assert note.startswith("STATE")
        assert diary.writes == []
        assert turn.outcomes() == []


async def test_an_invented_slot_is_refused(diary: Diary) -> None:
    invented: Piece = ("book_appointment", '{"slot": "X"}')
    async with held(diary, [[invented], ["Which one?"]], agreed()) as turn:
        assert diary.writes == []
        assert turn.outcomes()[-1] == "refused"
        assert turn.tools()[-1] == ("book_appointment", "error")


async def test_a_model_that_invents_again_is_left_and_the_callers_yes_still_counts(
    diary: Diary,
) -> None:
    invented: Piece = ("book_appointment", '{"slot": "X"}')
    async with held(diary, [[invented], [invented]], agreed()) as turn:
        assert diary.writes == ["book 2026-03-03T20:00"]
        assert len(turn.model.seen) == 2
        assert "Tuesday, March 3" in turn.said()


async def test_an_empty_answer_is_given_by_the_other_brain(diary: Diary) -> None:
    async with held(diary, [[""]], agreed()) as turn:
        assert len(diary.writes) == 1
        assert "You're booked for Check-up on Tuesday, March 3 at 3:00 PM." in turn.said()


async def test_arguments_that_no_tool_ever_sees_are_an_error_event(diary: Diary) -> None:
    nonsense: Piece = ("book_appointment", '{"slot": "tomorrow"}')
    async with held(diary, [[nonsense], ["Which one?"]], agreed()) as turn:
        assert diary.writes == []
        last = next(e for e in reversed(turn.sent) if isinstance(e, ToolCallEvent))
        assert (last.status, last.data["error"]) == ("error", "not_possible_now")
        assert "validation" not in last.model_dump_json()


async def test_of_two_writes_in_one_answer_only_the_agreed_one_happens(diary: Diary) -> None:
    async with held(diary, [[BOOK_A, BOOK_B], [CONFIRMED]], agreed()) as turn:
        assert diary.writes == ["book 2026-03-03T20:00"]
        assert turn.outcomes()[-2:] == ["booked", "refused"]


async def test_the_same_write_again_is_answered_and_not_repeated(diary: Diary) -> None:
    steps: list[list[Piece]] = [[BOOK_A, BOOK_A], [BOOK_A], [CONFIRMED]]
    async with held(diary, steps, agreed()) as turn:
        assert len(diary.writes) == 1
        assert turn.outcomes().count("booked") == 1
        assert sorted(status for _, status in turn.tools()) == ["started"] * 2 + ["success"] * 2


async def test_the_other_brain_takes_over_in_mid_sentence(diary: Diary) -> None:
    steps: list[list[Piece]] = [["Certainly. Let me just", APIConnectionError()]]
    steps.extend([APIConnectionError()] for _ in range(6))
    async with held(diary, steps, agreed()) as turn:
        assert "Let me just" not in turn.said()
        assert len(diary.writes) == 1
        assert "Tuesday, March 3" in turn.said()


async def test_a_tool_call_of_a_stream_that_broke_is_forgotten(diary: Diary) -> None:
    steps: list[list[Piece]] = [[BOOK_A, APIConnectionError()]]
    steps.extend([APIConnectionError()] for _ in range(6))
    async with held(diary, steps, agreed()) as turn:
        assert len(diary.writes) == 1
        assert turn.outcomes().count("booked") == 1


async def test_a_stream_that_was_cut_politely_is_finished_by_the_other_brain(
    diary: Diary,
) -> None:
    async with held(diary, [["One sec. I will", CUT], [CONFIRMED]], agreed()) as turn:
        assert "I will" not in turn.said()
        assert len(diary.writes) == 1


async def test_a_refusal_is_spoken_and_never_an_exception_text(diary: Diary) -> None:
    diary.failures = [DatabaseUnavailable("host=10.0.0.1 password=x")]
    async with held(diary, [[BOOK_A], ["I can't reach the diary."]], agreed()) as turn:
        last = next(e for e in reversed(turn.call.events) if isinstance(e, Did))
        assert last.outcome == Refused("database_unavailable", DatabaseUnavailable.line)
        assert all("10.0.0.1" not in event.model_dump_json() for event in turn.sent)


async def test_a_write_whose_answer_was_lost_keeps_its_request_id(diary: Diary) -> None:
    diary.failures = [DatabaseUnavailable("connection lost")]
    async with held(diary, [[BOOK_A], ["Sorry. " + READ_BACK]], agreed()) as turn:
        assert turn.call.unsettled
        assert turn.call.unsettled.popitem()[1] == diary.requests[0]


async def test_a_caller_who_speaks_over_a_write_does_not_stop_it(diary: Diary) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()
    book = diary.book

    async def slow_book(*args: object, **kwargs: object) -> object:
        started.set()
        await go_on.wait()
        return await book(*args, **kwargs)  # type: ignore[arg-type]  # passes all through

    call = Call(practice=PRACTICE, session_id="test", db=cast(Database, None), clock=lambda: NOW)
    for event in agreed():
        call.apply(event)
    offline = OfflineLLM(call)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bookings, "book", slow_book)
        async with text_session(call, offline) as session:
            session.on("conversation_item_added", call.on_item)
            await session.start(Receptionist(call, offline), record=False)
            turn: RunResult[None] = session.run(user_input="yes")
            await started.wait()
            with pytest.raises(RuntimeError):
                await session.interrupt()
            go_on.set()
            await turn
    assert diary.writes == ["book 2026-03-03T20:00"]
    assert isinstance(call.state.commits[-1], Booked)
