"""What the stand-in's model answers: scripts, and the answers of a model that has gone wrong."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, time

from tests.standins.azure_request import Answer, ChatRequest, ToolUse
from tests.standins.faults import Fault

from ringbook.domain.spoken import spoken_date, spoken_time

__all__ = ["Script", "booking", "in_turn", "tampered"]

type Script = Callable[[ChatRequest], Answer]

GOODBYE = ("no", "bye", "all", "nothing")
NO_SEARCH: dict[str, str | None] = dict.fromkeys(
    ("appointment_date", "until_date", "earliest", "latest", "service", "provider")
)
INVENTED = {
    "book_appointment": {"slot": "X"},
    "cancel_appointment": {"appointment": "X"},
    "modify_appointment": {"appointment": "X", "slot": "X"},
    "fetch_slots": NO_SEARCH | {"appointment_date": "2031-01-01", "service": "Brain surgery"},
    "identify_user": {"name": "Zebulon Quartermain"},
}
"""Arguments of the right form that nobody ever mentioned."""
BROKEN = '{"slot": 7, "when": '
ATTEMPTS = 2
"""A model that got a tool wrong tries again; then it says so instead."""


def in_turn(*answers: Answer) -> Script:
    """One answer after the other, whatever is asked; the last one again and again."""
    left: Iterator[Answer] = iter(answers)
    last = answers[-1]
    return lambda _: next(left, last)


def tampered(answer: Answer, fault: Fault | None) -> Answer:
    """The answer of a model that calls a tool with arguments it should not."""
    name = answer.name if isinstance(answer, ToolUse) else "book_appointment"
    if fault is Fault.BAD_ARGUMENTS:
        return ToolUse(name, BROKEN)
    if fault is Fault.INVENTED_ARGUMENTS:
        return ToolUse(name, json.dumps(INVENTED.get(name, {"slot": "X"})))
    return answer


def booking(request: ChatRequest) -> Answer:
    """A model that books: it looks at the tools that are offered and at the state note only.

    The same state always gives the same answer, so recovery probes and repeats do no harm.
    """
    return (
        _write(request)
        or _after_the_write(request)
        or _identify(request)
        or _search(request)
        or _read_back(request)
    )


def _use(request: ChatRequest, tool: str, **arguments: str | None) -> ToolUse | None:
    if tool not in request.tools or request.used.count(tool) >= ATTEMPTS:
        return None
    return ToolUse(tool, json.dumps(arguments))


def _write(request: ChatRequest) -> Answer | None:
    slot = request.value("book_appointment", "slot")
    return _use(request, "book_appointment", slot=slot) if slot else None


def _after_the_write(request: ChatRequest) -> Answer | None:
    written = request.line("Written in this call").rstrip(".")
    if not request.tools:
        return "Goodbye."
    if not written.startswith("booked"):
        return None
    if "book_appointment" in request.used:
        return f"You're {written.replace('booked', 'booked for', 1)}. Is there anything else?"
    if any(word in request.said.lower() for word in GOODBYE):
        return _use(request, "end_conversation")
    return "Is there anything else I can do for you?"


def _identify(request: ChatRequest) -> Answer | None:
    caller = request.line("Caller")
    name = caller.partition(", name ")[2].rstrip(".")
    if "identify_user" in request.tools:
        known = None if name in ("", "not given") else name
        return _use(request, "identify_user", name=known)
    if "not identified" in caller:
        digits = caller.partition('"')[2].rstrip('".')
        return f"{digits}. Is that right?" if digits else "What is your phone number, please?"
    return "May I have your name, please?" if name == "not given" else None


def _search(request: ChatRequest) -> Answer | None:
    wanted = _wanted(request)
    if "day" not in wanted:
        return "Which day would you like?"
    if _fitting(request):
        return None
    found = NO_SEARCH | {
        "appointment_date": wanted["day"].split()[-1],
        "earliest": wanted.get("at"),
        "service": wanted.get("service"),
    }
    return _use(request, "fetch_slots", **found) or "I can't see that day. Which other one?"


def _read_back(request: ChatRequest) -> Answer:
    when, what = _fitting(request)[0]
    return f"A {what} on {when}. Shall I book that?"


def _wanted(request: ChatRequest) -> dict[str, str]:
    """The wish by its parts: task, service, day, and the bound of a time ("at")."""
    line = request.line("Wanted").rstrip(".")
    return dict(part.partition(" ")[::2] for part in line.split(", ") if part)


def _fitting(request: ChatRequest) -> list[tuple[str, str]]:
    """When and what of the offered openings that are what the caller asked for."""
    wanted = _wanted(request)
    first = date.fromisoformat(wanted["day"].split()[-1])
    start = spoken_date(first)
    if "at" in wanted:
        start += f" at {spoken_time(time.fromisoformat(wanted['at']))}"
    openings = re.findall(r"[A-Z]=(.+? at \S+ [AP]M), ([^,]+),", request.line("Offered openings"))
    return [(when, what) for when, what in openings if when.startswith(start)]
