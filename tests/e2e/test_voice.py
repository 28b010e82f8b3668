"""Calls by voice: real speech in, the agent's real voice out, rows in Postgres."""

import re

import pytest
from tests.e2e.caller import Caller
from tests.e2e.connections import watched
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running, until
from tests.e2e.speech import likeness

pytestmark = pytest.mark.voice

ANNA = Person(123, hour=10)
BEN = Person(144, hour=14)
CARLA = Person(155, hour=15)


def says_number(caller: Caller, person: Person) -> None:
    caller.says(person.spoken_number)
    caller.hears("is that right")
    caller.says("Yes, that is right.")


def skips_name(caller: Caller) -> None:
    caller.hears("name")
    caller.says("Skip the name, please.")


def books(caller: Caller, person: Person) -> None:
    """From the wish to the confirmed booking, all spoken."""
    caller.says("I would like to book an appointment.")
    caller.hears("phone number")
    says_number(caller, person)
    skips_name(caller)
    caller.hears("what day")
    caller.says(f"On {person.spoken_when}.")
    caller.hears(rf"{person.weekday}.*{person.starts_at:%B} {person.starts_at.day}\b")


def agrees(caller: Caller) -> None:
    caller.see("confirm-card").wait_for()
    caller.says("Yes, please.")
    caller.see("booked-card").wait_for()


def says_goodbye(caller: Caller) -> None:
    caller.says("No, thank you. Goodbye.")
    caller.page.locator("[data-testid=summary-card][data-complete=true]").wait_for()


def test_an_appointment_is_booked_by_voice(caller: Caller, rows: Rows, running: Running) -> None:
    with watched(running) as outside:
        caller.opens().calls()
        greeting = caller.heard_aloud()
        assert likeness(greeting, caller.last_words()) > 0.7, greeting
        books(caller, ANNA)
        read_back = caller.heard_aloud()
        agrees(caller)
        told = caller.heard_aloud()
        says_goodbye(caller)
    for aloud in (read_back, told):  # what is heard is what is written
        assert re.search(rf"{ANNA.weekday}.*10", aloud), aloud
    [appointment] = rows.appointments(ANNA.number)
    assert appointment["status"] == "scheduled"
    assert appointment["starts_at"] == ANNA.starts_at
    assert outside == set()


def test_the_record_of_a_call_by_voice_is_complete(caller: Caller, rows: Rows) -> None:
    person = Person(133, hour=11)
    caller.opens().calls()
    books(caller, person)
    agrees(caller)
    says_goodbye(caller)
    record = until(lambda: rows.ended(caller.session_id), what="the record is complete")
    messages = record["transcript"]["messages"]
    assert {message["role"] for message in messages} == {"user", "assistant", "function"}
    assert record["transcript"]["tool_calls_count"] == len(record["tool_calls"]) >= 3
    assert "book_appointment" in [call["tool"] for call in record["tool_calls"]]
    assert record["contact_number"] == person.number
    assert record["end_reason"] == "goodbye"
    assert not record["interrupted"]
    assert record["duration_seconds"] > 0
    assert record["cost_breakdown"]["total"] == 0
    assert record["user_preferences"]["preferred_days"] == [person.weekday]
    assert "• Booked 1 appointment" in record["summary"]
    assert person.number not in record["summary"]
    done = caller.page.locator("[data-testid=action][data-status=done]").all_text_contents()
    assert any("Booked" in text for text in done), done


def test_a_cancelled_time_can_be_booked_again(caller: Caller, rows: Rows) -> None:
    rows.has_booked(BEN)
    caller.opens().calls()
    caller.says("I want to cancel my appointment.")
    caller.hears("phone number")
    says_number(caller, BEN)
    skips_name(caller)
    caller.hears(rf"cancel.*{BEN.weekday}|{BEN.weekday}.*cancel")
    caller.see("confirm-card").wait_for()
    caller.says("Yes, cancel it.")
    caller.page.locator("[data-testid=booked-card][data-action=cancelled]").wait_for()
    caller.hears("anything else")
    caller.says(f"I would like to book an appointment on {BEN.spoken_when}.")
    caller.hears(rf"{BEN.weekday}")
    agrees(caller)
    stored = rows.appointments(BEN.number)
    assert [appointment["status"] for appointment in stored] == ["cancelled", "scheduled"]
    assert stored[0]["slot_id"] == stored[1]["slot_id"]


def test_the_agent_stops_when_the_caller_speaks(caller: Caller, rows: Rows) -> None:
    caller.opens().calls()
    caller.hears("I'm")  # it is still greeting, and no longer deaf for its own echo
    caller.says_at_once("Excuse me, I want to book an appointment, please.")
    caller.hears("phone number")
    caller.waits_for_silence()  # or hanging up would cut this answer too
    caller.hangs_up()
    record = until(lambda: rows.ended(caller.session_id), what="the record is complete")
    cut = [said for said in record["transcript"]["messages"] if said.get("interrupted")]
    assert [said["role"] for said in cut] == ["assistant"]
    assert not cut[0]["content"].endswith("How can I help you?")
