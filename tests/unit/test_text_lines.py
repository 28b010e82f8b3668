"""The form of a text call's lines is public: what is taken in and what is refused."""

from datetime import UTC, datetime

import pytest

from ringbook.agent.text_lines import Bad, Hangup, Input, Keypad, Quiet, User, event_line, parse
from ringbook.events import ProposalEvent, ToolCallEvent

AT = datetime(2026, 1, 26, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"user": "hello"}', User("hello")),
        (b'{"user": ""}', User("")),
        (b'{"user": "caf\xc3\xa9"}\r', User("café")),
        (b'{"keypad": "9886014182#"}', Keypad("9886014182#")),
        (b'{"silence": 8.0}', Quiet(8.0)),
        (b'{"silence": 0}', Quiet(0.0)),
        (b'{"hangup": true}', Hangup()),
        (b"   ", None),
    ],
)
def test_each_documented_form_is_understood(line: bytes, expected: Input | None) -> None:
    assert parse(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        b"hello",
        b"[1]",
        b"null",
        b"{}",
        b'{"user": 1}',
        b'{"user": "a", "keypad": "1"}',
        b'{"keypad": ""}',
        b'{"keypad": "12a"}',
        b'{"silence": -1}',
        b'{"silence": true}',
        b'{"silence": NaN}',
        b'{"silence": 1e9}',
        b'{"hangup": false}',
        b'{"other": "x"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_anything_else_is_an_error_that_names_the_forms(line: bytes) -> None:
    heard = parse(line)
    assert isinstance(heard, Bad)
    assert '{"user": text}' in heard.error


def test_a_tool_line_has_exactly_the_documented_fields() -> None:
    event = ToolCallEvent(
        tool="fetch_slots",
        status="started",
        data={},
        timestamp=AT,
        call_id="call_1",
        seq=1,
        args={"appointment_date": "2026-01-27"},
    )
    assert event_line(event) == {
        "tool": "fetch_slots",
        "status": "started",
        "args": {"appointment_date": "2026-01-27"},
        "data": {},
    }


def test_what_only_a_page_shows_is_no_line() -> None:
    assert event_line(ProposalEvent(action=None)) is None
