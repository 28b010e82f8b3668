"""What is said about several bookings: who come together, and who or what comes next. Pure."""

from ringbook.dialogue.state.attendee import plural, spoken_attendee, spoken_people
from ringbook.dialogue.state.call_events import Booked, BookedSeries
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.question import WRITES
from ringbook.dialogue.state.step import Say

__all__ = ["how_many", "noted"]


def how_many(state: CallState) -> str:
    """ "How many of your children is it for?"."""
    several = next((who.relation for who in state.frame.people if who.nth < 0), None)
    return f"How many of your {plural(several or 'companion')} is it for?"


def noted(state: CallState, step: Say) -> str:
    """For whom it is, as understood, unless it is read back with the time right away."""
    about = step.asks.about if step.asks else ""
    if state.frame.intent != "book" or about in WRITES:
        return ""
    return _next(state) or _together(state)


def _together(state: CallState) -> str:
    people = state.heard.people if state.heard else ()
    asked = state.asked
    if not people or asked == "attendee" or any(who.nth < 0 for who in people):
        return ""
    return f"So that's for {spoken_people(people)}."


def _next(state: CallState) -> str:
    """Who is booked for next, after one booking was made, or for what."""
    made = any(isinstance(did.outcome, Booked | BookedSeries) for did in state.did)
    who = state.frame.attendee.stored if state.frame.attendee else None
    what = spoken_attendee(who) if who else f"the {state.frame.service}"
    return f"Now for {what}." if made and (who or state.frame.service) else ""
