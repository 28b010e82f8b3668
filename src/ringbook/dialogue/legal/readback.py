"""Whether a sentence truly reads back what a "yes" to it would write. Pure.

Both brains go through this: a confirmation question counts only if its words name the weekday,
the month, the day and the time, and where there is a choice the service and the provider.
"""

import re
from datetime import date

from ringbook.dialogue.legal import readback_series, readback_visit
from ringbook.dialogue.speak.waitlist_words import says_wish
from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.policy import fee_for
from ringbook.dialogue.state.question import READ_BACK, Question
from ringbook.dialogue.understand.for_whom import read_out
from ringbook.dialogue.understand.mentions import Moment, fits, fully_names, moments, names_day
from ringbook.domain.model import Appointment, Slot
from ringbook.domain.spoken import which_of_two

__all__ = ["named_slots", "offered_slots", "reads_back", "still_open"]

_SENTENCE = re.compile(r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<=[.!?])\s+(?=[A-Z])")

_BARE = re.compile(
    r"(?:so,? |okay,? |then,? )?(?:(?:shall|should|may|can) i(?: (?P<deed>do|book|move|cancel))?"
    r"(?: (?:it|that|them|this))?|(?:is|does) (?:that|this)(?: all)? "
    r"(?:right|correct|okay|ok|fine|good|work)(?: for you)?|okay|ok|right|yes)\?",
    re.I,
)


def reads_back(text: str, asks: Question, state: CallState) -> bool:
    """True when `text` says all that a yes to `asks` would agree to."""
    if asks.about == "confirm_wait":
        return asks.wish is not None and says_wish(text, asks.wish)
    if asks.visit:
        return readback_visit.reads_back(text, asks, state)
    if asks.of_series:
        return readback_series.reads_back(text, asks, state)
    text = _last_named(text, state)
    named = moments(text, state.today, state.caller_zone)
    appointment = state.appointment(asks.appointment_id)
    slot = state.slot(asks.slot_id)
    if asks.about == "confirm_cancel":
        return appointment is not None and _cancels(text, named, appointment, state)
    if slot is None:
        return False
    if which_of_two(state.local(slot.starts_at)) not in text:
        return False
    if asks.about == "confirm_move":
        return appointment is not None and _moves(text, named, appointment, slot, state)
    if read_out(text, state) != (True, asks.attendee):
        return False
    return _all_of(named, slot, state) and _says_details(text, slot, state)


def still_open(text: str, state: CallState) -> Question | None:
    """The open question after other words; a read-back ends with another question or time."""
    asks = state.asks
    if asks is None or asks.about not in READ_BACK or reads_back(text, asks, state):
        return asks
    last = _SENTENCE.split(text.strip())[-1].rstrip("\"' )")
    another = last.endswith("?") and not _asks_again(last, asks)
    return None if another or moments(text, state.today, state.caller_zone) else asks


def _asks_again(question: str, asks: Question) -> bool:
    """ "Shall I?", "Is that right?": the same question once more, in short."""
    found = _BARE.match(question)
    return found is not None and (found["deed"] or "do") in ("do", asks.about[len("confirm_") :])


def _last_named(text: str, state: CallState) -> str:
    """From the last sentence that names a time to the end: what stands before is not asked.

    "You're booked for … That's your … Shall I cancel it?" asks about the second only.
    """
    sentences = _SENTENCE.split(text)
    naming = [
        n
        for n, sentence in enumerate(sentences)
        if moments(sentence, state.today, state.caller_zone)
    ]
    return " ".join(sentences[naming[-1] :]) if naming else text


def _cancels(
    text: str, named: tuple[Moment, ...], appointment: Appointment, state: CallState
) -> bool:
    at = state.local(appointment.starts_at)
    day = any(names_day(m, at) for m in named) and all(fits(m, at) for m in named)
    return day and _says_fee(text, appointment, state)


def _moves(
    text: str, named: tuple[Moment, ...], source: Appointment, slot: Slot, state: CallState
) -> bool:
    """The new time must be named in full; any other moment named must be the old one's."""
    was, at = state.local(source.starts_at), state.local(slot.starts_at)
    whole = any(fully_names(m, at) for m in named)
    others = all(fits(m, at) or fits(m, was) for m in named)
    same = (source.service, source.provider) == (slot.service, slot.provider)
    detailed = same or _says_details(text, slot, state)
    return whole and others and detailed and _says_fee(text, source, state)


def _all_of(named: tuple[Moment, ...], slot: Slot, state: CallState) -> bool:
    at = state.local(slot.starts_at)
    return any(fully_names(m, at) for m in named) and all(fits(m, at) for m in named)


def _says_details(text: str, slot: Slot, state: CallState) -> bool:
    services, providers = state.practice.services, state.practice.providers
    return (len(services) < 2 or says_name(text, slot.service)) and (
        len(providers) < 2 or says_name(text, slot.provider)
    )


def says_name(text: str, name: str) -> bool:
    """True when `name`, or its last word, is said ("Dr. Lena Ortiz", "Ortiz")."""
    said, words = _words(text), _words(name)
    return bool(words) and (f" {' '.join(words)} " in f" {' '.join(said)} " or words[-1] in said)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _says_fee(text: str, appointment: Appointment, state: CallState) -> bool:
    fee = fee_for(appointment, state)
    return fee is None or f"{fee:f}" in text or f"{fee.normalize():f}" in text


def offered_slots(text: str, state: CallState) -> tuple[Slot, ...]:
    """The slots that an offer names, without the times in the reason why it is no other."""
    _, sorry, last = text.rpartition("I'm sorry")
    offer = " ".join(_SENTENCE.split(last)[1:]) if sorry else text
    return named_slots(offer or text, state.offered, state)


def named_slots(text: str, slots: tuple[Slot, ...], state: CallState) -> tuple[Slot, ...]:
    """The slots whose day and time `text` names, in its order; of two at one start the first."""
    found: list[Slot] = []
    days = _days_in(text, state)
    for moment in moments(text, state.today, state.caller_zone):
        left = [s for s in slots if s.starts_at not in {f.starts_at for f in found}]
        fitting = [s for s in left if moment.times and fits(moment, state.local(s.starts_at))]
        if not moment.has_day and days:
            fitting = [s for s in fitting if state.local(s.starts_at).date() in days]
        if fitting:
            found.append(_by_provider(text, fitting))
    return tuple(found)


def _days_in(text: str, state: CallState) -> set[date]:
    named = moments(text, state.today, state.caller_zone)
    days = {state.local(s.starts_at).date() for s in state.frame.proposed}
    return set() if any(m.has_day for m in named) else days


def _by_provider(text: str, slots: list[Slot]) -> Slot:
    """Of slots at one start, the one whose provider is named."""
    same = [s for s in slots if s.starts_at == slots[0].starts_at]
    return next((s for s in same if says_name(text, s.provider)), same[0])
