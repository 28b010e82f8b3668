"""What a caller's turn means in the state of the dialogue. Pure.

What was asked comes first: after a read-back "perfect" is a yes, after "which one?" "2:30" is a
choice, after "your name?" two words are a name. Keywords come second, and a sentence may do
several things at once. The readers are in the `understand_*` modules.
"""

import datetime as dt
import re
from dataclasses import replace

from ringbook.dialogue.state.heard import Act, Context, Heard
from ringbook.dialogue.understand.answers import (
    OFFERING,
    any_will_do,
    figure,
    lists_times,
    more_wanted,
    ordinal,
    unsure,
    without_ordinal,
)
from ringbook.dialogue.understand.attendee import as_own, attendee_named, whose
from ringbook.dialogue.understand.complaints import complaining, without_past
from ringbook.dialogue.understand.day_of_month import day_alone
from ringbook.dialogue.understand.distress import distress_acts
from ringbook.dialogue.understand.matters import for_the_practice
from ringbook.dialogue.understand.own_name import name_said, only_named
from ringbook.dialogue.understand.party import with_party
from ringbook.dialogue.understand.practice import (
    faq_asked,
    providers_said,
    service_named,
)
from ringbook.dialogue.understand.questions import brings, questions
from ringbook.dialogue.understand.references import with_references
from ringbook.dialogue.understand.series import first_of_series, repeat_said, scope_said
from ringbook.dialogue.understand.sooner import distance_alone
from ringbook.dialogue.understand.talk import FAREWELL_DATE, correcting, talk_acts
from ringbook.dialogue.understand.tasks import TASKS, tasks_named, wanting
from ringbook.dialogue.understand.text import plain, questioning
from ringbook.dialogue.understand.visit import with_visit
from ringbook.dialogue.understand.weighing import weighed
from ringbook.dialogue.understand.when import BOOKS, wanted_and_source
from ringbook.dialogue.understand.whom import with_whom
from ringbook.dialogue.understand.yes_no import (
    CHOOSING,
    CONFIRMING,
    answer,
)
from ringbook.domain.phone import NumberHeard, read_number, without_number
from ringbook.domain.phone_words import LONG
from ringbook.domain.when import When

__all__ = ["Act", "Context", "Heard", "understand"]

HAVE = re.compile(
    r"\b(?:have|get|grab|do) (?=(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)\b)"
)
""" "Can I have ten?", of several times, asks for ten o'clock."""

THIS_LINE = re.compile(
    r"\b(?:im|i am|were) (?:calling|ringing|phoning|on)\b"
    r"|\b(?:this|same|that) (?:number|phone|line|one)\b"
    r"|\b(?:caller id|my number (?:shows|comes) up|see my number|have (?:it|my number)"
    r"(?: already| there| on (?:file|record|your (?:screen|system)))?)\b"
)

PUT_OFF = re.compile(
    r"\b(?:make|put|push|move) (?:it|that)(?: \w+){0,4} (?:later|earlier|sooner|back|forward)\b"
)
""" "Can you make it half an hour later?", once it is booked, moves it."""

SAYS_CANCEL = re.compile(r"\b(?:cancel\w*|call(?:ing)? off|get rid|scrap|delete|drop|remove)\b")


def understand(text: str, context: Context) -> Heard:
    """What `text` means to somebody who has just asked `context.asks`."""
    return with_references(text, context, _understood)


def _understood(text: str, context: Context) -> Heard:
    possessor = attendee_named(text, context.practice)
    own = as_own(text, possessor)
    said = plain(own)
    if not any(c.isalnum() for c in said):
        return Heard(text, ("nothing",))
    heard = whose(_facts(own, said, context), text, possessor, context)
    if brings(heard) and heard.service is not None:
        heard = replace(heard, faq=None)  # what to bring was not asked
    heard = replace(heard, acts=_acts(said, heard, context))
    heard = with_party(with_visit(heard, text, context), text, context)
    heard = weighed(heard, said, context)
    return with_whom(heard, text, said, context)


def _about(context: Context) -> str:
    return context.asks.about if context.asks else ""


# ---- facts ------------------------------------------------------------------------------------


def _facts(text: str, said: str, context: Context) -> Heard:
    """What is named, whatever it is named for."""
    practice = context.practice
    number = _number(text, context)
    name = name_said(text, said, context)
    besides = frozenset((name or "").lower().split())
    tasks = _named(said, context)
    timed = without_number(text) if number or _about(context) == "number" else text
    day = day_alone(text, context)
    if _choosing(context):
        timed = HAVE.sub("have at ", timed)
    repeat, timed = repeat_said(day or _timed(timed, said, tasks), said, context)
    when, source = wanted_and_source(timed, tasks, context)
    if repeat is not None:
        when = first_of_series(when, said)
    nth = None if repeat or day else _ordinal(said, when, context)
    when = When() if only_named(said, name, context) else _settled(when, nth, context)
    about, wanted = _parted(said, tasks)
    whom = _about(context) == "provider"
    provider, without = providers_said(said, practice, besides, asked=whom)
    return Heard(
        text,
        tasks,
        source_service=service_named(about, practice.services),
        when=when,
        source=source,
        number=number,
        name=name,
        ordinal=nth,
        service=service_named(wanted, practice.services),
        provider=provider,
        without=without,
        faq=faq_asked(_unnamed(said, besides), practice.faq),
        earliest_wanted=when.earliest_wanted,
        any=any_will_do(said),
        repeat=repeat,
        scope=scope_said(said, _about(context)),
    )


def _unnamed(said: str, names: frozenset[str]) -> str:
    """ "Ellen Park" asks nothing about parking."""
    return re.sub(r"[^\W\d_]+", lambda m: "" if m[0] in names else m[0], said) if names else said


def _named(said: str, context: Context) -> tuple[Act, ...]:
    """The tasks named; "I can't make it Tuesday" beside an offer only rules the day out."""
    tasks = tasks_named(said)
    idle = _about(context) in ("anything_else", "anything")
    if not tasks and idle and (PUT_OFF.search(said) or distance_alone(said)):
        return ("move",)
    choosing_time = _about(context) in OFFERING and _about(context) != "which_appointment"
    if choosing_time and not SAYS_CANCEL.search(said):
        return tuple(task for task in tasks if task != "cancel")
    return tasks


def _parted(said: str, tasks: tuple[Act, ...]) -> tuple[str, str]:
    """The words on the appointment spoken of and those on the one wanted, when both are named."""
    books = BOOKS.search(said) if "book" in tasks and {"cancel", "list"} & {*tasks} else None
    return (said[: books.start()], said[books.start() :]) if books else ("", said)


def _timed(text: str, said: str, tasks: tuple[Act, ...]) -> str:
    """The part of the text that can hold a wanted time: no farewell, no "the later one"."""
    low = FAREWELL_DATE.sub(" ", plain(text))
    if not {"cancel", "move", "list"} & {*tasks}:
        low = without_past(low)
    return without_ordinal(low) if ordinal(said, None) is not None else low


def _number(text: str, context: Context) -> NumberHeard | None:
    """Digits when a number was asked for, or so many that they can be nothing else."""
    region, so_far = context.practice.phone_region, context.digits_so_far
    alone = read_number(text, region)
    heard = read_number(text, region, so_far) if so_far else alone
    long = len(alone.digits) >= LONG
    again = long and alone.digits == so_far
    if heard.digits == so_far and not again:
        return None
    asked = _about(context) in ("number", "confirm_number")
    return heard if asked or long else None


def _ordinal(said: str, when: When, context: Context) -> int | None:
    nth = ordinal(said, context.asks)
    if nth is not None:
        return nth
    number = figure(said)
    if number is None or not _choosing(context):
        return None
    return None if when.time in _times(context) else number


def _choosing(context: Context) -> bool:
    return _about(context) in CHOOSING


def _times(context: Context) -> set[dt.time]:
    """Local times of what is offered or listed."""
    zone = context.practice.zone
    starts = [s.starts_at for s in context.offered] + [a.starts_at for a in context.appointments]
    return {start.astimezone(zone).time() for start in starts}


def _settled(when: When, nth: int | None, context: Context) -> When:
    """Am or pm by what is offered; no time and no "later" where a choice was made by its place."""
    if nth is not None and when.date is None and not when.range:
        return When()
    if when.time is None or not when.ambiguous_half_day or not _choosing(context):
        return when
    other = when.time.replace(hour=(when.time.hour + 12) % 24)
    offered = _times(context)
    return replace(when, time=other) if when.time not in offered and other in offered else when


# ---- acts -------------------------------------------------------------------------------------


def _acts(said: str, heard: Heard, context: Context) -> tuple[Act, ...]:
    """All acts, those that the dialogue should weigh first in front."""
    talk = talk_acts(said)
    acts: list[Act] = []
    if heard.number is not None:
        acts.append("number")
    elif _about(context) == "number" and THIS_LINE.search(said):
        acts.append("this_line")
    if heard.name is not None:
        acts.append("name")
    acts += distress_acts(said, context.practice)
    if "emergency" not in acts:  # "I can't breathe" is no no
        acts += _answers(said, heard, context)
    acts += _tasks(said, heard, context)
    if more_wanted(said, context.asks):
        acts.append("more")
    if _picks(heard, context):
        acts.append("pick")
    if heard.faq is None and not {*TASKS} & {*acts} and for_the_practice(said):
        acts.append("matter")
    if questions(said, heard, (*acts, *talk), context):
        acts.append("question")
    if "emergency" in acts:
        talk = tuple(act for act in talk if act != "goodbye")
    return tuple(dict.fromkeys((*acts, *talk)))


def _answers(said: str, heard: Heard, context: Context) -> list[Act]:
    reply = answer(said, context.asks)
    if reply is None and _about(context) == "number" and unsure(said):
        reply = "no"
    acts: list[Act] = []
    if reply in ("yes", "both"):
        acts.append("yes")
    if reply in ("no", "both"):
        acts.append("no")
    if _about(context) in CONFIRMING and _corrects(said, heard, reply, context):
        acts.append("correct")
    return acts


def _corrects(said: str, heard: Heard, reply: str | None, context: Context) -> bool:
    """True when something else is given than was read back."""
    if context.asks and heard.number and heard.number.e164 == context.asks.number:
        return False
    gives = heard.number is not None
    if _about(context) != "confirm_number":  # to which a time or a service puts nothing right
        gives = gives or not heard.when.empty or bool(heard.service or heard.provider or heard.name)
        gives = gives or bool(heard.without)
    if heard.number is not None and (heard.number.correction or reply != "yes"):
        return True
    return gives and (reply in ("no", "both") or correcting(said))


def _tasks(said: str, heard: Heard, context: Context) -> tuple[Act, ...]:
    """The tasks named; a service that is wanted, or something that hurts, is a wish to book."""
    if heard.acts or _about(context) in CONFIRMING:
        return heard.acts
    at_a_loss = _about(context) == "when" and unsure(said) and heard.when.empty
    if at_a_loss or (_about(context) in OFFERING and lists_times(said)):
        return ("availability",)
    if _about(context) in CHOOSING or heard.faq is not None:
        return ()
    dated = heard.when.date is not None and not questioning(said)
    wished = heard.service is not None and (dated or wanting(said))
    repeated = heard.repeat is not None and heard.repeat.every is not None and wanting(said)
    return ("book",) if wished or repeated or complaining(said) else ()


def _picks(heard: Heard, context: Context) -> bool:
    if not _choosing(context):
        return False
    when = heard.when
    named = when.date or when.time or heard.provider or heard.any or when.part or when.within
    return heard.ordinal is not None or (bool(named) and heard.when.bound in ("at", "around"))
