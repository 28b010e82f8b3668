"""Judges a call by the diary's rows, by what was claimed, and by whose data was heard."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.eval.entries import matches
from tests.eval.held import Held
from tests.eval.leaks import leaks
from tests.eval.promises import false_promises
from tests.eval.writes import no_readback, wrong_writes

from ringbook.dialogue.state.call_events import UserSaid

__all__ = ["Grade", "grade"]


@dataclass(frozen=True, slots=True)
class Grade:
    """Each list names what was wrong; all empty: passed."""

    state: tuple[str, ...]
    false_promises: tuple[str, ...]
    leaks: tuple[str, ...]
    wrong_writes: tuple[str, ...]
    no_readback: tuple[str, ...]
    unsaid: tuple[str, ...]
    stuck: str
    turns: int

    @property
    def faults(self) -> tuple[str, ...]:
        """Every fault, with its kind."""
        kinds = {
            "state": self.state,
            "false promise": self.false_promises,
            "leak": self.leaks,
            "wrong write": self.wrong_writes,
            "no read-back": self.no_readback,
            "unsaid": self.unsaid,
            "stuck": (self.stuck,) if self.stuck else (),
        }
        return tuple(f"{kind}: {what}" for kind, found in kinds.items() for what in found)

    @property
    def passed(self) -> bool:
        return not self.faults


def grade(held: Held) -> Grade:
    """The verdict on one call."""
    return Grade(
        tuple(_state(held)),
        tuple(_false_promises(held)),
        tuple(leaks(held)),
        tuple(wrong_writes(held)),
        tuple(no_readback(held)),
        tuple(_unsaid(held)),
        held.broken or ("" if held.ended == "goodbye" else f"ended by {held.ended}"),
        held.turns,
    )


def _state(held: Held) -> Iterator[str]:
    """The caller's rows must be those expected."""
    own = sorted((r for r in held.after if r.number == held.number), key=lambda r: r.start)
    if not matches(own, held.scenario.ends):
        yield f"has {[f'{r.start:%Y-%m-%d %H:%M} {r.service}' for r in own]}"


def _false_promises(held: Held) -> Iterator[str]:
    scenario = held.scenario
    starts = {r.start for r in held.before if r.number == held.number}
    return false_promises(held.events, starts, scenario.now, scenario.zone)


def _unsaid(held: Held) -> Iterator[str]:
    """What had to be said and was not, and the other way round."""
    said = " ".join(held.said).lower()
    form = held.scenario.form
    for words in (*form.hears, *(form.suggests if _understood(held) else ())):
        if not any(way.strip().lower() in said for way in words.split("|")):
            yield f"never said {words!r}"
    for words in held.scenario.form.never:
        if words.lower() in said:
            yield f"said {words!r}"


def _understood(held: Held) -> bool:
    """Whether the caller's name came through whole the first time that any of it did."""
    first, *rest = held.scenario.caller.name.lower().split()
    texts = [e.text.lower() for e in held.events if isinstance(e, UserSaid)]
    named = next((t for t in texts if any(w in t for w in (first, *rest))), "")
    return held.scenario.form.caller_id or first in named
