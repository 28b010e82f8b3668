"""The record is a fold of the call's events, whatever happened and however it ended."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from tests.unit.call_examples import (
    AFTERNOONS,
    BOOKED,
    BOOKING,
    CALL,
    CANCELLED,
    CANCELLING,
    IDENTIFIED,
    MOVED,
    MOVING,
    NUMBER,
    REFUSED,
    STARTED,
    at,
)

from ringbook.dialogue.record import CallRecord, fold
from ringbook.dialogue.state.call_events import Did, Identified
from ringbook.domain.model import Caller, Preferences


def test_the_transcript_has_the_specification_s_form() -> None:
    transcript = fold(CALL).transcript
    assert transcript["tool_calls_count"] == 5
    assert transcript["messages"][1] == {
        "role": "user",
        "content": "I want to book an appointment",
        "timestamp": "2026-01-26T10:30:05Z",
    }
    assert transcript["messages"][6] == {
        "role": "function",
        "name": "fetch_slots",
        "params": {"appointment_date": "2026-01-27"},
        "result": "slots fetched",
        "timestamp": "2026-01-26T10:30:20Z",
    }


def test_silence_and_unintelligible_turns_are_not_messages() -> None:
    contents = [message.get("content") for message in fold(CALL).transcript["messages"]]
    assert "" not in contents
    assert len(contents) == 11


def test_words_that_were_cut_off_are_marked() -> None:
    cut = [m for m in fold(CALL).transcript["messages"] if m.get("interrupted")]
    assert [m["content"] for m in cut] == ["Thank you, Priya. When"]


def test_tool_calls_carry_their_outcome() -> None:
    calls = fold(CALL).tool_calls
    assert [c["status"] for c in calls] == ["success", "success", "error", "success", "success"]
    assert calls[2]["error"] == "slot_taken"
    assert calls[1]["args"] == {"appointment_date": "2026-01-27"}


def test_who_called_how_long_and_why_it_ended() -> None:
    record = fold(CALL)
    assert record.contact_number == NUMBER
    assert record.duration_seconds == 120
    assert record.end_reason == "goodbye"
    assert record.preferences == AFTERNOONS
    assert record.timezone == "Asia/Kolkata"


def test_the_summary_speaks_local_time() -> None:
    summary = fold(CALL).summary
    assert "••••1821 (New customer)" in summary
    assert "• Booked 1 appointment" in summary
    assert "• Tuesday, January 27, 2026 at 2:00 PM" in summary


def test_something_booked_and_cancelled_is_listed_as_cancelled() -> None:
    record = fold((STARTED, IDENTIFIED, BOOKING, MOVING, CANCELLING))
    assert record.appointments == (CANCELLED,)
    assert "• Booked 1 appointment\n• Moved 1 appointment\n• Cancelled 1 app" in record.summary
    assert "Booked Appointments:" not in record.summary
    assert "Cancelled Appointments:\n• Thursday, January 29, 2026 at 5:00 PM" in record.summary


def test_an_appointment_booked_earlier_and_moved_says_from_when() -> None:
    record = fold((STARTED, IDENTIFIED, MOVING))
    assert record.appointments == (MOVED,)
    assert "at 5:00 PM (was Tuesday, January 27, 2026 at 2:00 PM)" in record.summary


def test_something_booked_then_moved_is_listed_where_it_is_now() -> None:
    record = fold((STARTED, IDENTIFIED, BOOKING, MOVING))
    assert "Booked Appointments:\n• Thursday, January 29, 2026 at 5:00 PM" in record.summary
    assert "Moved Appointments:" not in record.summary


def test_refused_writes_leave_nothing() -> None:
    record = fold((STARTED, IDENTIFIED, REFUSED))
    assert record.appointments == ()
    assert "• No appointments changed" in record.summary


def test_a_caller_identified_again_by_name_is_still_new() -> None:
    again = Did(at(13), "identify_user", {"name": "Priya"}, Identified(Caller(NUMBER, "Priya")))
    assert "(New customer)" in fold((STARTED, IDENTIFIED, again)).summary


def calling_from(caller_id: str | None) -> CallRecord:
    """A call in which a number was identified that is known for Friday mornings."""
    known = Caller(NUMBER, "Priya", preferences=Preferences("morning", ("Friday",)))
    begun = replace(STARTED, caller_id=caller_id)
    return fold((begun, Did(at(2), "identify_user", {}, Identified(known))))


def test_preferences_found_at_identification_are_kept() -> None:
    record = calling_from(NUMBER)
    assert record.preferences == Preferences("morning", ("Friday",))
    assert "(Existing customer)" in record.summary


def test_who_only_said_a_number_learns_nothing_of_its_record() -> None:
    record = calling_from(None)
    assert record.preferences == Preferences()
    assert "(New customer)" in record.summary
    assert "Preferences" not in record.summary


def test_every_prefix_of_a_call_has_a_record() -> None:
    for length in range(len(CALL)):
        record = fold(CALL[:length])
        assert record.end_reason is None
        assert record.summary.startswith("📞 Call Summary")


def test_no_events_make_an_empty_record() -> None:
    record = fold(())
    assert record.transcript == {"messages": [], "tool_calls_count": 0}
    assert (record.duration_seconds, record.contact_number) == (0, None)
    assert ZoneInfo(record.timezone) == ZoneInfo("UTC")
    assert BOOKED not in record.appointments
