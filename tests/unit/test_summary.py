"""The summary has the specification's form, true weekdays and a masked number."""

from datetime import UTC, datetime

from ringbook.domain.model import Preferences
from ringbook.domain.summary import Actions, generate_summary

TUESDAY = datetime(2026, 1, 27, 14, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 1, 30, 9, 5, tzinfo=UTC)


def summary(
    actions: Actions,
    *,
    number: str | None = "+918860141821",
    is_new: bool = False,
    seconds: int = 120,
    preferences: Preferences | None = None,
) -> str:
    return generate_summary(
        contact_number=number,
        is_new=is_new,
        duration_seconds=seconds,
        actions=actions,
        preferences=preferences or Preferences(),
    )


def test_a_booking_reads_as_in_the_specification() -> None:
    known = Preferences("afternoon", ("Tuesday",))
    assert summary(Actions(booked_count=1, booked=[TUESDAY]), preferences=known) == (
        "📞 Call Summary\n"
        "• User: ••••1821 (Existing customer)\n"
        "• Duration: 2 minutes\n"
        "\n"
        "Actions Taken:\n"
        "• Booked 1 appointment\n"
        "\n"
        "Booked Appointments:\n"
        "• Tuesday, January 27, 2026 at 2:00 PM\n"
        "\n"
        "User Preferences:\n"
        "• Prefers afternoon appointments\n"
        "• Typically books on Tuesday\n"
        "\n"
        "Thank you for using our appointment booking service!"
    )


def test_the_number_is_never_whole() -> None:
    assert "886014" not in summary(Actions())


def test_a_new_customer_is_called_new() -> None:
    assert "(New customer)" in summary(Actions(), is_new=True)


def test_an_unknown_caller_is_said_to_be_unknown() -> None:
    assert "• User: not identified" in summary(Actions(), number=None)


def test_nothing_done_is_said() -> None:
    assert "• No appointments changed" in summary(Actions())


def test_moves_and_cancellations_are_counted_and_listed() -> None:
    text = summary(
        Actions(
            moved_count=2,
            cancelled_count=1,
            moved=[(TUESDAY, FRIDAY)],
            cancelled=[datetime(2026, 2, 2, 0, 30, tzinfo=UTC)],
        )
    )
    assert "• Moved 2 appointments\n• Cancelled 1 appointment" in text
    assert (
        "• Friday, January 30, 2026 at 9:05 AM (was Tuesday, January 27, 2026 at 2:00 PM)" in text
    )
    assert "Cancelled Appointments:\n• Monday, February 2, 2026 at 12:30 AM" in text


def test_durations_are_in_the_unit_that_fits() -> None:
    assert "• Duration: 1 second\n" in summary(Actions(), seconds=1)
    assert "• Duration: 59 seconds\n" in summary(Actions(), seconds=59)
    assert "• Duration: 1 minute\n" in summary(Actions(), seconds=60)
    assert "• Duration: 2 minutes\n" in summary(Actions(), seconds=90)


def test_it_says_for_whom_when_that_is_not_the_caller() -> None:
    said = summary(
        Actions(booked_count=2, booked=[TUESDAY, (TUESDAY, "Leo")], cancelled=[(TUESDAY, "Ana")])
    )
    assert said.count("PM\n") + said.count("AM\n") == 1
    assert ", for Leo\n" in said
    assert ", for Ana\n" in said
