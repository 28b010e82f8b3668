"""The steps of booking, cancelling and moving several dates at once. Pure."""

from ringbook.dialogue.plan import identify as plan_identify
from ringbook.dialogue.speak import book as speak_book
from ringbook.dialogue.speak import call_back
from ringbook.dialogue.speak import change as speak_change
from ringbook.dialogue.speak import offers as speak_offers
from ringbook.dialogue.speak import series as speak_series
from ringbook.dialogue.speak.clear_answer import asked_again
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import Question
from ringbook.dialogue.state.step import Do, Say, Step
from ringbook.dialogue.understand import series_dates
from ringbook.domain.model import Appointment

__all__ = ["book", "cancel", "move"]

WHEN = Question("when")


def book(state: CallState) -> Step:
    """The next step of booking a series: complete the wish, look, settle conflicts, read back."""
    unclear = _unclear(state)
    if unclear is not None:
        return unclear
    search = series_dates.search(state)
    if not state.frame.dates and search is not None:
        return Do("fetch_slots", search)
    return _settle(state)


def _unclear(state: CallState) -> Say | None:
    repeat, wish = state.frame.repeat, state.frame.wanted
    if state.frame.undecided:
        return Say(speak_book.other_time(state), WHEN)
    one_day = speak_series.one_day(state)
    for words in (speak_offers.conflict(state), speak_offers.impossible(state), one_day):
        if words:
            return Say(words, WHEN)
    if repeat is not None and repeat.every is None:
        return Say(speak_series.how_often(state), Question("how_often"))
    if wish.first is None or wish.range is not None or (wish.time is None and wish.part is None):
        return Say(speak_series.when_all(state), WHEN)
    if repeat is not None and repeat.endless:
        return Say(speak_series.how_many(state), Question("how_many"))
    return None


def _settle(state: CallState) -> Step:
    """What was found: read back, or first the dates that are not free."""
    if not any(d.slot for d in state.frame.dates):
        words = f"{speak_series.nothing(state)} {speak_book.another_day(state)}"
        return Say(words, WHEN)
    if series_dates.conflicts(state) and state.frame.take is None:
        return Say(speak_series.unfree(state), Question("which_dates"))
    return _read_back(series_dates.asks(state), state)


def _read_back(asks: Question | None, state: CallState) -> Say:
    if asks is None:
        return Say(speak_book.other_time(state), WHEN)
    return Say(f"{asked_again(asks, state)}{speak_series.readback(asks, state)}", asks)


# ---- changes --------------------------------------------------------------------------------


def cancel(state: CallState) -> Step | None:
    """The step for one of a series; None when it is cancelled like any other."""
    return _which(state) or _cancel_several(state)


def _cancel_several(state: CallState) -> Step | None:
    asks = series_dates.asks_cancel(state)
    return _may_all(state, "cancel") or _read_back(asks, state) if asks is not None else None


def _which(state: CallState) -> Say | None:
    """Asks whether the following are meant too, once, where there are any."""
    source = state.appointment(state.frame.source)
    if source is None or state.frame.scope is not None:
        return None
    if len(series_dates.members(state, source, "following")) < 2:
        return None
    asks = Question("which_scope", appointment_id=source.id)
    return Say(speak_series.ask_scope(state, source), asks)


def _several(state: CallState) -> tuple[Appointment, ...]:
    source, scope = state.appointment(state.frame.source), state.frame.scope
    return () if source is None or scope is None else series_dates.members(state, source, scope)


def _may_all(state: CallState, action: str) -> Step | None:
    """Why one of them may not be changed: then none is."""
    for one in _several(state):
        if not policy.may(action, state, one):
            return plan_identify.missing(state, action)
        if policy.forbidden_late(one, state):
            asks = call_back.offered(one, state) or Question("anything_else")
            return Say(speak_change.late(one, asks, state), asks)
    return None


def move(state: CallState) -> Step | None:
    """The step for one of a series; None when it is moved like any other."""
    which = _which(state)
    if which is not None:
        return which
    if len(_several(state)) < 2:
        return None
    return _may_all(state, "move") or _move_several(state)


def _move_several(state: CallState) -> Step:
    wish = state.frame.wanted
    if state.frame.undecided:
        return Say(speak_book.other_time(state), WHEN)
    search = series_dates.search_move(state)
    if search is None or (wish.first is None and wish.time is None and wish.part is None):
        return Say(speak_book.ask_when(state), WHEN)
    if not state.frame.dates:
        return Do("fetch_slots", search)
    return _settle(state)
