"""Call events survive a round trip through JSON."""

from datetime import UTC, datetime

from ringbook.dialogue.state.call_events import CALL_EVENT, CallEvent, Did, Refused, UserSaid

NOW = datetime(2026, 1, 26, 10, 0, tzinfo=UTC)


def round_trip(event: CallEvent) -> CallEvent:
    return CALL_EVENT.validate_json(CALL_EVENT.dump_json(event))


def test_an_utterance_survives_json() -> None:
    said = UserSaid(NOW, "Hello, it's Priya.")
    assert round_trip(said) == said


def test_a_refused_tool_survives_json() -> None:
    did = Did(NOW, "book_appointment", {"slot": "A"}, Refused("slot_taken", "Taken."), "call_1")
    assert round_trip(did) == did
