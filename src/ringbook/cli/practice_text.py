"""What an owner reads about changes and appointments, as text for a terminal. Pure."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ringbook.dialogue.languages.spoken_lines import SPOKEN
from ringbook.domain.language_words import NAMES
from ringbook.domain.phone import masked
from ringbook.practice.strays import Booked
from ringbook.store.practice_change import Change

__all__ = ["appointment", "changed", "counted", "languages"]


def changed(change: Change) -> str:
    """The diff: fields, the diary, what comes in, and the appointments that stay nevertheless."""
    head = f"{change.practice.slug}: {'a new practice' if change.is_new else 'changes'}"
    lines = [*_fields(change), *_diary(change)]
    if not change:
        head = f"{change.practice.slug}: nothing to change"
    return "\n".join([head, *(f"  {line}" for line in lines), *_strays(change)])


def languages(listed: tuple[str, ...], by_voice: tuple[str, ...], by_text: tuple[str, ...]) -> str:
    """Which of the listed languages are spoken with what is set up here; "" for English alone."""
    others = [code for code in listed if code != "en"]
    lines = [f"  {NAMES[code]}: {_how(code, by_voice, by_text)}" for code in others]
    return "\n".join(["languages, with the providers set up here:", *lines]) if lines else ""


def _how(code: str, by_voice: tuple[str, ...], by_text: tuple[str, ...]) -> str:
    if code not in SPOKEN:
        return "callers are told in it that English is spoken"
    if code in by_voice:
        return "spoken"
    need = "" if code in by_text else "a large language model, "
    typed = "typed only; " if code in by_text else "not spoken; "
    return f"{typed}it takes {need}Deepgram nova-3 and Cartesia"


def counted(number: int, one: str) -> str:
    """`1 free time`, `2 free times`."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def appointment(booked: Booked, zone: ZoneInfo, *, whole_number: bool = False) -> str:
    """One booked appointment on the practice's wall clock."""
    local = booked.starts_at.astimezone(zone)
    number = booked.contact_number if whole_number else masked(booked.contact_number)
    return f"{local:%a %Y-%m-%d %H:%M}  {booked.service}  {booked.provider}  {number}"


def _fields(change: Change) -> Iterator[str]:
    yield from map(str, change.fields)
    if change.logo:
        yield "~ branding.logo: another image"
    if change.is_new:
        services, people = len(change.practice.services), len(change.practice.providers)
        yield f"+ {counted(services, 'service')}, {counted(people, 'provider')}"


def _diary(change: Change) -> Iterator[str]:
    if change.opened or change.closed:
        opened, closed = counted(change.opened, "free cell"), counted(change.closed, "free cell")
        yield f"diary: {opened} opened, {closed} closed"
    if change.callers or change.appointments:
        callers = counted(change.callers, "caller")
        yield f"preload: {callers}, {counted(change.appointments, 'appointment')} new"


def _strays(change: Change) -> Iterator[str]:
    if change.strays:
        outside = counted(len(change.strays), "booked appointment")
        yield f"{outside} outside of this; kept as booked:"
    for stray in change.strays:
        yield f"  {appointment(stray.booked, change.practice.zone)}  ({stray.why})"
