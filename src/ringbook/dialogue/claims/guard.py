"""The claim guard: is this sentence true of what this call has written? Pure.

A sentence that says something was booked, moved or cancelled must fit a commit of this call, or
an appointment that was read from the diary; one that says it did not work must not follow a
commit. A weekday must be that of its date, and nothing internal may be said. What fails is
replaced by `instead`, which is made from the commits.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ringbook.dialogue.claims import elsewhere as claims_elsewhere
from ringbook.dialogue.claims import others as claims_others
from ringbook.dialogue.claims import visit as claims_visit
from ringbook.dialogue.claims import waitlist as claims_waitlist
from ringbook.dialogue.claims.denials import denied
from ringbook.dialogue.claims.series import right_there, unfounded
from ringbook.dialogue.claims.suspicion import claims_something
from ringbook.dialogue.claims.words import Deed, all_claimed, names_internals, plain
from ringbook.dialogue.languages import spoken as languages
from ringbook.dialogue.languages.gloss import GLOSSES, gloss
from ringbook.dialogue.state.call_events import Booked, Cancelled, Moved, Refused
from ringbook.dialogue.state.call_state import CallState, Commit
from ringbook.dialogue.understand.for_whom import told, truly_for
from ringbook.dialogue.understand.mentions import Moment, fits, moments
from ringbook.domain.spoken import spoken_when

__all__ = ["Verdict", "check", "truth"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` is what the sentence claims; when it is not `ok`, say `instead` in its place."""

    ok: bool
    kind: str | None
    instead: str = ""


def check(sentence: str, state: CallState) -> Verdict:
    """Judges one sentence of the agent, in any language of a call, against what was committed."""
    if names_internals(sentence):
        return Verdict(False, "internal", "")
    verdict = _judged(languages.agent_words(sentence, state), state)
    if verdict.kind is None and not _known(sentence, state):
        verdict = Verdict(False, "any", truth(state, "any"))
    if verdict.ok:
        return verdict
    return replace(verdict, instead=claims_elsewhere.instead(verdict.kind, verdict.instead, state))


def _known(sentence: str, state: CallState) -> bool:
    """In another language: that it claims nothing, or what it claims is borne out."""
    language = languages.language_of_words(sentence, state)
    if language not in GLOSSES or not claims_something(sentence, language):
        return True
    english = gloss(sentence, language)
    named = moments(english, state.today, state.caller_zone)
    return any(_borne_out(english, deed, named, state) for deed in ("any", "book"))


def _judged(sentence: str, state: CallState) -> Verdict:
    if claims_others.tells_of_others(sentence, state):
        return Verdict(False, "others", claims_others.INSTEAD)
    named = moments(sentence, state.today, state.caller_zone)
    if any(_impossible_day(m, state) for m in named):
        return Verdict(False, "weekday", "Let me say that day again.")
    if any(m.there is not None for m in named) and not (
        _right_there(named, state) and right_there(sentence, named, state)
    ):
        return Verdict(False, "clock", "Let me say that time again.")
    failed = denied(sentence)
    if failed and (state.unsure or _denies_commit(failed, named, state)):
        return Verdict(False, "denial", truth(state, "any"))
    if (instead := claims_waitlist.untrue(sentence, state)) is not None:
        return Verdict(not instead, "waitlist", instead)
    if several := claims_visit.unfounded(sentence, state) or unfounded(sentence, state):
        return Verdict(False, several, truth(state, several))
    deeds = all_claimed(sentence)
    for deed in deeds:
        if not _borne_out(sentence, deed, named, state) or not truly_for(sentence, state):
            return Verdict(False, deed, truth(state, deed))
    return Verdict(True, deeds[0] if deeds else None)


# ---- the weekday --------------------------------------------------------------------------------


def _impossible_day(moment: Moment, state: CallState) -> bool:
    """A weekday that is not that of the month and day named beside it, in the year to come."""
    if moment.weekday is None or moment.month is None or moment.day is None:
        return False
    return _next_date(moment.month, moment.day, state.today).weekday() != moment.weekday


def _next_date(month: int, day: int, today: date) -> date:
    """The date nearest to `today`, up to half a year back: an appointment may have passed."""
    for year in (today.year, today.year + 1, today.year + 2):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found > today - timedelta(days=180):
            return found
    return today


# ---- the caller's clock -------------------------------------------------------------------------


def _right_there(named: tuple[Moment, ...], state: CallState) -> bool:
    """Each time on the caller's clock is that of an instant in this call: of the one named before.

    "At 4 PM, that's 9 PM in London" pairs the two; a time there with none before it may be any.
    """
    starts = [s.starts_at for s in state.offered] + [a.starts_at for a in state.appointments]
    starts += [c.appointment.starts_at for c in state.commits]
    instants = [state.local(at) for at in (*starts, state.now)]
    before: Moment | None = None
    for moment in named:
        if moment.there is None:
            before = moment if moment.times else before
        elif not any(fits(moment, at) and (before is None or fits(before, at)) for at in instants):
            return False
    return True


# ---- claims -------------------------------------------------------------------------------------


def _standing(state: CallState) -> dict[object, Commit]:
    """What stands now: the last commit of each appointment."""
    return {c.appointment.id: c for c in state.commits}


def _bearers(state: CallState) -> dict[str, list[tuple[datetime, ...]]]:
    """By deed, the instants that a true sentence about it may name, one group a commit."""
    last = list(_standing(state).values())
    read = [(a.starts_at,) for a in state.appointments]
    book = [(c.appointment.starts_at,) for c in last if not isinstance(c, Cancelled)]
    move = [(c.appointment.starts_at, c.was) for c in state.commits if isinstance(c, Moved)]
    gone = [(c.appointment.starts_at,) for c in last if isinstance(c, Cancelled)]
    return {
        "book": [*book, *read],
        "move": [*move],
        "cancel": [*gone],
        "any": [*book, *move, *gone],
    }


def _borne_out(sentence: str, deed: Deed, named: tuple[Moment, ...], state: CallState) -> bool:
    bearers = _bearers(state)
    cancels = "cancel" in plain(sentence)
    if cancels and deed != "cancel" and not bearers["cancel"]:
        return False
    groups = [*bearers[deed], *(bearers["cancel"] if cancels else [])]
    if not bearers[deed] or not _done_today(deed, state, sentence):
        return False
    if any(_all_fit(named, group, state) for group in groups):
        return True
    several = [*bearers["any"], *bearers["book"]] if len(_standing(state)) > 1 else bearers[deed]
    return len(named) > 1 and _spread_over(named, several, state)


_FRESH = re.compile(r"\b(i|we)(?:'ve| have|'s)?\b(?! (?:see|find|do|show))")


def _done_today(deed: Deed, state: CallState, sentence: str) -> bool:
    """ "I've booked" needs a booking of this call; "you're booked" may be read from the diary."""
    if deed != "book" or not _FRESH.search(plain(sentence)):
        return True
    return any(isinstance(c, Booked | Moved) for c in state.commits) or _read_out(sentence)


def _read_out(sentence: str) -> bool:
    """ "I have you down for Tuesday" reads an appointment out."""
    return (
        re.search(r"\b(?:i|we) (?:have|see|show) you\b|\bhave you\b", plain(sentence)) is not None
    )


def _all_fit(named: tuple[Moment, ...], group: tuple[datetime, ...], state: CallState) -> bool:
    return all(any(fits(m, state.local(at)) for at in group) for m in named)


def _spread_over(
    named: tuple[Moment, ...], groups: list[tuple[datetime, ...]], state: CallState
) -> bool:
    """A sentence about several commits: each moment fits one of them."""
    instants = [at for group in groups for at in group]
    return all(any(fits(m, state.local(at)) for at in instants) for m in named)


# ---- denials ------------------------------------------------------------------------------------


def _denies_commit(failed: Deed, named: tuple[Moment, ...], state: CallState) -> bool:
    """True when what is said to have failed was in fact written by the last attempt."""
    if not state.commits or _last_attempt_failed(state):
        return False
    groups = _written(failed, state)
    return any(_all_fit(named, group, state) for group in groups)


def _written(deed: Deed, state: CallState) -> list[tuple[datetime, ...]]:
    """The instants of what this call wrote of that deed; a move has also booked the new time."""
    bearers = _bearers(replace(state, appointments=()))
    return [*bearers[deed], *(bearers["move"] if deed == "book" else [])]


def _last_attempt_failed(state: CallState) -> bool:
    return bool(state.did) and isinstance(state.did[-1].outcome, Refused)


# ---- the truth ----------------------------------------------------------------------------------


def truth(state: CallState, deed: Deed) -> str:
    """What to say instead: the commits that stand, or that there are none."""
    if state.unsure:
        return "I can't say yet whether that went through."
    if not state.commits:
        nothing = "Nothing new is booked yet." if state.appointments else "Nothing is booked yet."
        return {
            "cancel": "I haven't cancelled anything yet.",
            "move": "I haven't moved anything yet.",
        }.get(deed, nothing)
    told = [_told(c, state) for c in _standing(state).values()]
    return f"To be exact: {'; '.join(told)}."


def _told(commit: Commit, state: CallState) -> str:
    at = spoken_when(state.local(commit.appointment.starts_at))
    whom = told(commit.appointment.attendee)
    match commit:
        case Cancelled():
            return f"your appointment{whom} on {at} is cancelled"
        case Moved():
            return f"your appointment{whom} is moved to {at}"
        case Booked() if whom:
            return f"your appointment{whom} is booked, on {at}"
        case Booked():
            return f"you're booked for {at}"
