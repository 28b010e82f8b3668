"""Answers to questions beside the task, from the practice's own data. Pure."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak import talk as speak_talk
from ringbook.dialogue.speak.listed import about_listed
from ringbook.dialogue.speak.offers import hours_of
from ringbook.dialogue.state import policy, returning
from ringbook.dialogue.state.call_events import Cancelled
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.heard import Heard
from ringbook.dialogue.understand.topics import Topic, about_changes, topic
from ringbook.domain.model import Practice, Service
from ringbook.domain.spoken import spoken_date, spoken_time

__all__ = ["aside", "week"]

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def aside(state: CallState) -> str:
    """What to say to danger, anger, a question, a wish for a person, "are you a robot?", "help"."""
    heard = state.heard
    if heard is None:
        return ""
    if heard.has("emergency"):
        return _emergency(state)
    if heard.has("upset"):
        return f"I'm sorry about the trouble.{_or(state)}"
    if heard.has("person"):
        return _person(state)
    if heard.has("matter"):
        return _matter(state)
    if heard.has("robot"):
        return f"I'm {state.practice.agent_name}, the automated assistant of {state.practice.name}."
    if heard.has("help"):
        return speak_talk.can_do()
    if heard.faq is not None:
        return heard.faq.answer
    return _answer(heard, state) if heard.has("question") else ""


def _emergency(state: CallState) -> str:
    """In the practice's own words, where it has some."""
    own = state.practice.emergency
    if own is not None:
        return own.line
    return f"If this is an emergency, please call your local emergency number now.{_or(state)}"


def _or(state: CallState) -> str:
    """Where a person can be reached, if anywhere."""
    return f" {speak.reach(state)}" if state.practice.hand_over_phone else ""


def _person(state: CallState) -> str:
    if state.practice.hand_over_phone is None:
        return "I'm sorry, I can't connect you to anybody from here, but I can help with the diary."
    return f"I can't put you through from here. {speak.reach(state)}"


def _matter(state: CallState) -> str:
    if state.practice.hand_over_phone is None:
        return "I'm sorry, I only keep the diary; that is for the people at the practice."
    return f"That is for the people at the practice. {speak.reach(state)}"


def _answer(heard: Heard, state: CallState) -> str:
    answers: dict[Topic, Callable[[Heard, CallState], str]] = {
        "purpose": _purpose,
        "choice": _choice,
        "clock": _clock,
        "price": _prices,
        "length": _lengths,
        "hours": _hours,
        "address": _address,
        "people": _people,
        "services": _services,
        "phone": _phone,
        "message": _message,
        "this_is": _this_is,
    }
    about = topic(heard.text)
    if told := about_listed(heard, state):
        return told
    if heard.provider is not None and _WORKS.search(heard.text):
        return f"Yes, you can see {heard.provider}."
    if about is None:
        listing = state.answering is not None and state.answering.about == "service"
        return "" if listing else _unknown(state)
    return answers[about](heard, state)


def _unknown(state: CallState) -> str:
    if state.practice.hand_over_phone is None:
        return "I'm sorry, I don't know that."
    return f"I'm sorry, I don't know that. {speak.reach(state)}"


_PURPOSES: Final = {
    "number": "I use it to find your bookings and to keep them apart from other people's.",
    "confirm_number": "I read it back to be sure that I have the right one.",
    "name": "With the name I can find your bookings again.",
    "service": "I ask so that I look for the right kind of appointment.",
    "when": "I ask so that I can look for a free time that suits you.",
    "which_slot": "Those are the free times that I found for you.",
    "which_appointment": "I ask so that I don't change the wrong one.",
    "confirm_book": "I only book when you have said yes.",
    "confirm_cancel": "I only cancel when you have said yes.",
    "confirm_move": "I only move it when you have said yes.",
}
_NAMED: Final = (
    ("name", re.compile(r"\bname\b", re.I)),
    ("number", re.compile(r"\bnumber|phone", re.I)),
)


def _purpose(heard: Heard, state: CallState) -> str:
    """Why something is asked: the thing named, else the question that is open."""
    named = next((about for about, word in _NAMED if word.search(heard.text)), None)
    return _PURPOSES.get(named or state.asked) or "I ask so that I can help you with the diary."


def _choice(_heard: Heard, state: CallState) -> str:
    """What is read back again answers by itself; an offer names times only."""
    if state.frame.chosen is not None or state.frame.source is not None:
        return ""
    kinds = dict.fromkeys(speak.what(slot, state) for slot in state.frame.proposed)
    return f"Those are for {speak.join([*kinds])}." if kinds else _unknown(state)


def _clock(_heard: Heard, state: CallState) -> str:
    local = state.local(state.now)
    return f"It's {spoken_time(local.time())} on {spoken_date(local.date())}."


# ---- hours --------------------------------------------------------------------------------------


def _hours(heard: Heard, state: CallState) -> str:
    if heard.when.date is not None and heard.when.range is None:
        return _hours_on(heard.when.date, state)
    return week(state.practice)


def _hours_on(day: date, state: CallState) -> str:
    closure = policy.closure_on(day, state)
    ranges = state.practice.opening_hours[day.weekday()]
    if closure is not None or not ranges:
        reason = f" ({closure.reason})" if closure and closure.reason else ""
        return f"On {spoken_date(day)} we're closed{reason}."
    return f"On {spoken_date(day)} we're open from {hours_of(ranges)}."


def week(practice: Practice) -> str:
    """The opening hours; days with the same hours are named together."""
    groups: dict[str, list[int]] = {}
    for number, ranges in enumerate(practice.opening_hours):
        groups.setdefault(hours_of(ranges) if ranges else "", []).append(number)
    closed = groups.pop("", [])
    parts = [f"{_days(days)} from {hours}" for hours, days in groups.items()]
    shut = f" We're closed on {_days(closed)}." if closed and parts else ""
    return f"We're open {'; '.join(parts)}.{shut}" if parts else "We have no regular hours."


def _days(numbers: list[int]) -> str:
    """ "Monday to Friday", "Saturday and Sunday"."""
    run = numbers[-1] - numbers[0] == len(numbers) - 1
    if run and len(numbers) > 2:
        return f"{_WEEK[numbers[0]]} to {_WEEK[numbers[-1]]}"
    return speak.join([_WEEK[n] for n in numbers])


_CHANGES: Final = ("confirm_cancel", "confirm_move")
_FEE: Final = re.compile(r"\b(fees?|charges?|charged|penalty|cost me|(that|it) cost)\b", re.I)
_WITH: Final = re.compile(r"\b(with|see|seeing|get)\b", re.I)
_WORKS: Final = re.compile(
    r"\b(?:is|does) (?:dr\.? |doctor )?[\w'-]+(?: [\w'-]+)? (?:still )?"
    r"(?:in|there|here|around|works?|working|available)\b",
    re.I,
)


# ---- services, prices, people ------------------------------------------------------------------


def _address(_heard: Heard, state: CallState) -> str:
    return f"We're at {state.practice.address}." if state.practice.address else _unknown(state)


def _meant(heard: Heard, state: CallState) -> tuple[Service, ...]:
    """The service asked about, or the one in hand, all of a visit, or all there are."""
    visit = {part.service for part in state.frame.parts}
    if visit and heard.service is None:
        return tuple(s for s in state.practice.services if s.name in visit)
    usual = returning.suggested(state)
    last = state.commits[-1].appointment.service if state.commits else None
    name = heard.service or state.frame.service or (usual.service if usual else last)
    one = tuple(s for s in state.practice.services if s.name == name)
    return one or state.practice.services


def _prices(heard: Heard, state: CallState) -> str:
    changing = state.answering is not None and state.answering.about in _CHANGES
    if about_changes(heard.text) or (changing and _FEE.search(heard.text)):
        return _late_fee(state)
    priced = [s for s in _meant(heard, state) if s.price is not None]
    if not priced:
        return _unknown(state)
    named = [f"{s.name} costs {speak.money(s.price)}" for s in priced if s.price is not None]
    return f"{speak.join(named)}{_altogether(heard, state)}."


def _altogether(heard: Heard, state: CallState) -> str:
    """What a whole visit costs, each part as often as it is wanted."""
    costs = {s.name: s.price for s in state.practice.services}
    prices = [costs.get(part.service) for part in state.frame.parts]
    if heard.service is not None or len(prices) < 2 or None in prices:
        return ""
    return f", {speak.money(sum((p for p in prices if p is not None), Decimal()))} altogether"


def _late_fee(state: CallState) -> str:
    policies = state.practice.policies
    notice = speak.minutes(policies.cancel_notice_minutes)
    if policies.late_change == "allow_with_fee" and policies.late_change_fee is not None:
        fee = speak.money(policies.late_change_fee)
        return f"Changes less than {notice} ahead have a fee of {fee}."
    if policies.cancel_notice_minutes and policies.late_change in ("refuse", "ask_practice"):
        return f"Changes need at least {notice} notice; there is no fee."
    return "There is no fee for changes."


def _lengths(heard: Heard, state: CallState) -> str:
    named = [f"{s.name} takes {s.duration_minutes} minutes" for s in _meant(heard, state)]
    return f"{speak.join(named)}."


def _services(_heard: Heard, state: CallState) -> str:
    return f"We offer {speak.join([s.name for s in state.practice.services])}."


def _people(heard: Heard, state: CallState) -> str:
    chosen = state.frame.chosen
    if chosen is not None and _WITH.search(heard.text):
        return f"That would be with {chosen.provider}."
    last = state.commits[-1] if state.commits and state.frame.intent is None else None
    if last is not None and _WITH.search(heard.text) and not isinstance(last, Cancelled):
        return f"That is with {last.appointment.provider}."
    return f"You can come to {speak.join([p.name for p in state.practice.providers], 'or')}."


def _message(_heard: Heard, state: CallState) -> str:
    kept = " What I have told you is in the practice's diary." if state.commits else ""
    return f"I can't send you a message about it from here.{kept}"


def _this_is(_heard: Heard, state: CallState) -> str:
    at = f" at {state.practice.address}" if state.practice.address else ""
    return f"This is {state.practice.name}{at}."


def _phone(_heard: Heard, state: CallState) -> str:
    return speak.reach(state) if state.practice.hand_over_phone else _unknown(state)
