"""What to say in place of an untrue sentence in a call that is not held in English. Pure."""

from ringbook.dialogue.claims.words import Deed
from ringbook.dialogue.languages.spoken_lines import SPOKEN, SpokenLines
from ringbook.dialogue.state.call_events import Cancelled, Moved
from ringbook.dialogue.state.call_state import CallState, Commit
from ringbook.domain.spoken_in import spoken_when_in

__all__ = ["instead"]


def instead(kind: str | None, english: str, state: CallState) -> str:
    """The correction of `kind` in the call's language, `english` where it is held in English."""
    lines = SPOKEN.get(state.tongue.language)
    if lines is None or not english:
        return english
    if kind == "weekday":
        return lines.say_day_again
    if kind == "clock":
        return lines.say_time_again
    if kind == "waitlist":
        return lines.still_waiting if "taken you off" in english else lines.not_waiting
    return _truth(lines, kind, state)


def _truth(lines: SpokenLines, deed: Deed | str | None, state: CallState) -> str:
    if state.unsure:
        return lines.unsure
    standing = {c.appointment.id: c for c in state.commits}
    if not standing:
        nothing = {"cancel": lines.nothing_cancelled, "move": lines.nothing_moved}
        return nothing.get(deed or "", lines.nothing_booked)
    told = "; ".join(_told(lines, commit, state) for commit in standing.values())
    return lines.exactly.format(told=told)


def _told(lines: SpokenLines, commit: Commit, state: CallState) -> str:
    line = lines.told_booked
    if isinstance(commit, Cancelled):
        line = lines.told_cancelled
    elif isinstance(commit, Moved):
        line = lines.told_moved
    at = state.local(commit.appointment.starts_at)
    return line.format(when=spoken_when_in(at, state.tongue.language))
