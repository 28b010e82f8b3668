"""The summary of a call, in the specification's text format. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ringbook.domain.model import Preferences
from ringbook.domain.phone import masked
from ringbook.domain.preferences import WEEKDAYS

__all__ = ["Actions", "Entry", "generate_summary"]

THANKS = "Thank you for using our appointment booking service!"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


type Entry = datetime | tuple[datetime, str]
"""When an appointment is; with for whom, when that is not the caller."""


@dataclass(frozen=True, slots=True)
class Actions:
    """What was done in a call, in local times.

    The counts are of committed actions; the lists say where things stand at the end, so that
    something booked and then cancelled in one call is counted twice and listed as cancelled.
    `call_backs` are the appointments about which the caller wants to hear from the practice,
    `call_back` says that they want to be called in any case,
    `waits` what they were put on the waiting list for, `speaks` the language in which they want
    to be called back, when it is not spoken here.
    """

    booked_count: int = 0
    moved_count: int = 0
    cancelled_count: int = 0
    booked: Sequence[Entry] = ()
    moved: Sequence[tuple[datetime, Entry]] = ()
    cancelled: Sequence[Entry] = ()
    call_backs: Sequence[datetime] = ()
    call_back: bool = False
    waits: Sequence[str] = ()
    speaks: str | None = None


def generate_summary(
    *,
    contact_number: str | None,
    is_new: bool,
    duration_seconds: int,
    actions: Actions,
    preferences: Preferences,
) -> str:
    """Rule-based summary; the number is masked, weekdays come from the dates themselves.

    `actions.moved` holds pairs (was, is now).
    """
    call = [_user(contact_number, is_new), _duration(duration_seconds)]
    moved = [f"{_entry(now)} (was {_when(was)})" for was, now in actions.moved]
    blocks = [
        [
            "📞 Call Summary",
            *_bullets(call),
        ],
        ["Actions Taken:", *_bullets(_counts(actions))],
        _listed("Booked Appointments:", map(_entry, actions.booked)),
        _listed("Moved Appointments:", moved),
        _listed("Cancelled Appointments:", map(_entry, actions.cancelled)),
        _listed("Wants a Call Back About:", map(_when, actions.call_backs)),
        _listed("Wants a Call Back:", [f"Speaks {actions.speaks}"] if actions.speaks else ()),
        _listed("On the Waiting List For:", actions.waits),
        _listed("User Preferences:", _preferences(preferences)),
        [THANKS],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _user(contact_number: str | None, is_new: bool) -> str:
    if contact_number is None:
        return "User: not identified"
    return f"User: {masked(contact_number)} ({'New' if is_new else 'Existing'} customer)"


def _duration(seconds: int) -> str:
    if seconds < 60:
        return f"Duration: {_plural(seconds, 'second')}"
    return f"Duration: {_plural((seconds + 30) // 60, 'minute')}"


def _counts(actions: Actions) -> list[str]:
    done = [
        ("Booked", actions.booked_count),
        ("Moved", actions.moved_count),
        ("Cancelled", actions.cancelled_count),
    ]
    lines = [f"{verb} {_plural(count, 'appointment')}" for verb, count in done if count]
    lines = lines or ["No appointments changed"]
    return [*lines, "Wants a call back"] if actions.call_back else lines


def _preferences(preferences: Preferences) -> list[str]:
    lines = []
    if preferences.preferred_time:
        lines.append(f"Prefers {preferences.preferred_time} appointments")
    if preferences.preferred_days:
        lines.append(f"Typically books on {', '.join(preferences.preferred_days)}")
    return lines


def _entry(entry: Entry) -> str:
    if isinstance(entry, datetime):
        return _when(entry)
    local, whom = entry
    return f"{_when(local)}, for {whom}"


def _when(local: datetime) -> str:
    day = f"{WEEKDAYS[local.weekday()]}, {MONTHS[local.month - 1]} {local.day}, {local.year}"
    half = "AM" if local.hour < 12 else "PM"
    return f"{day} at {local.hour % 12 or 12}:{local.minute:02} {half}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    bullets = _bullets(lines)
    return [title, *bullets] if bullets else []


def _bullets(lines: Iterable[str]) -> list[str]:
    return [f"• {line}" for line in lines]
