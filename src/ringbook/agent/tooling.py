"""What all tools have in common: one decorator, so that no tool repeats it."""

import asyncio
import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Annotated, Concatenate, Literal
from uuid import UUID, uuid4

from livekit.agents import RunContext, ToolError, function_tool
from livekit.agents.llm import FunctionTool
from pydantic import WithJsonSchema

from ringbook.agent.call import Call
from ringbook.agent.hold_line import HOLD_AGAIN_SECONDS, HOLD_SECONDS, hold_line
from ringbook.dialogue.languages.spoken_here import fixed
from ringbook.dialogue.legal.actions import illegal
from ringbook.dialogue.reduce.reducer import LABELS
from ringbook.dialogue.speak.away import HOLD
from ringbook.dialogue.speak.fillers import Wait, filler
from ringbook.dialogue.speak.lines import outcome as told
from ringbook.dialogue.speak.refused import explained
from ringbook.dialogue.state.call_events import Cancelled, Did, Outcome, Refused, WaitlistDone
from ringbook.dialogue.state.series import commits_of
from ringbook.dialogue.state.tool_names import WRITING_TOOLS
from ringbook.dialogue.understand.for_whom import busy
from ringbook.domain.model import Preferences
from ringbook.domain.preferences import learn
from ringbook.errors import (
    CallerNotIdentified,
    DatabaseUnavailable,
    PersonBusy,
    RingbookError,
    UnexpectedFailure,
)

__all__ = [
    "IsoDate",
    "IsoTime",
    "Label",
    "Learned",
    "gated",
    "learned",
    "number_of",
    "person_named",
    "pick",
    "request_id",
    "words",
]

log = logging.getLogger("ringbook.tools")

TOOL_SECONDS = 10.0
"""Longer than the database is retried for, shorter than a caller's patience."""

type Label = Literal[
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L",
    "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X",
]  # fmt: skip
"""A constant set, so that the schema stays the same; what was offered is checked in the body."""

IsoDate = Annotated[date, WithJsonSchema({"type": "string"})]
IsoTime = Annotated[time, WithJsonSchema({"type": "string"})]
"""Plain strings to the model: Azure refuses a strict schema in which a `format` is named."""


type Learned = Callable[[datetime], Preferences]
"""What the caller prefers, with an appointment at that instant taken into account."""

type Body[A, **P] = Callable[Concatenate[A, RunContext[Call], P], Awaitable[Outcome]]


def gated[A, **P](
    *, writes: bool = False, seconds: float = TOOL_SECONDS
) -> Callable[[Body[A, P]], FunctionTool[..., Awaitable[str]]]:
    """Make a method a tool: one at a time, only what is legal, bounded, and always answered.

    The method returns what it did as an `Outcome` or raises a `RingbookError`; both are taken
    into the call's state before the model sees the sentence made from them. A tool that
    `writes` cannot be spoken over. `seconds` bounds its run.
    """

    def decorate(body: Body[A, P]) -> FunctionTool[..., Awaitable[str]]:
        signature = inspect.signature(body)

        @functools.wraps(body)
        async def run(
            agent: A, context: RunContext[Call], *args: P.args, **kwargs: P.kwargs
        ) -> str:
            bound = signature.bind(agent, context, *args, **kwargs).arguments
            said = words(**{k: v for k, v in bound.items() if v is not agent and v is not context})
            if writes:
                _hold_the_floor(context)

            async def action() -> Outcome:
                async with asyncio.timeout(seconds):
                    return await body(agent, context, *args, **kwargs)

            return await _answer(context, said, action)

        return function_tool(run)

    return decorate


def _hold_the_floor(context: RunContext[Call]) -> None:
    try:
        context.disallow_interruptions()
    except RuntimeError:
        raise ToolError("The caller spoke; nothing was written.") from None


async def _answer(
    context: RunContext[Call], said: dict[str, str], action: Callable[[], Awaitable[Outcome]]
) -> str:
    """Run `action` under the call's lock if it is legal, record it, and say what came of it."""
    call, asked = context.userdata, context.function_call
    async with call.lock:
        call.turn = context.speech_handle
        if (earlier := _written_this_turn(call, asked.name, said)) is not None:
            call.answers[asked.call_id] = earlier
            return f"Already done. {told(earlier, call.state)}"
        result = illegal(call.state, asked.name, said) or await _held(context, action)
        result = explained(result, said, call.state)
        call.answers[asked.call_id] = result
        call.apply(Did(call.now(), asked.name, said, result, asked.call_id))
        sentence = told(result, call.state)
    if isinstance(result, Refused):
        raise ToolError(sentence)
    return sentence


async def _held(context: RunContext[Call], action: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Nobody who listens is left in silence; who reads sees the hold line alone."""
    call, tool = context.userdata, context.function_call.name
    lost, listens = call.state.diary_lost, call.channel != "text"
    diary = tool != "verify_caller" or lost  # or it waits for a message, and nothing is amiss

    def line(*, away: bool, again: bool) -> str | None:
        if call.closing:
            return None
        wait: Wait = "away" if away else "looking" if tool not in WRITING_TOOLS else "thinking"
        language = call.state.tongue.language
        return filler(wait, call.state.filler, again=again, language=language)

    async with hold_line(
        context.session,
        HOLD_AGAIN_SECONDS if lost else HOLD_SECONDS,
        filler=line if listens else None,
        away=lambda: diary and (lost or not listens or call.db.silent),
        quiet=call.quiet_for(),
        hold=fixed(HOLD, "hold", call.state),
    ):
        return await _settled(action)


async def _settled(action: Callable[[], Awaitable[Outcome]]) -> Outcome:
    try:
        return await action()
    except TimeoutError:
        return _refusal(DatabaseUnavailable("the tool took too long"))
    except RingbookError as error:
        return _refusal(error)
    except Exception:
        log.exception("a tool failed")
        return _refusal(UnexpectedFailure())


def _refusal(error: RingbookError) -> Refused:
    return Refused(error.code, error.spoken)


def _written_this_turn(call: Call, tool: str, said: dict[str, str]) -> Outcome | None:
    """What the same write already did since the caller last spoke, if it did."""
    done = (did.outcome for did in call.state.did if (did.tool, did.args) == (tool, said))
    return next((o for o in done if commits_of(o) or isinstance(o, WaitlistDone)), None)


def words(**arguments: object) -> dict[str, str]:
    """Tool arguments as the state knows them: text only, nothing for what was not given."""
    return {name: _word(value) for name, value in arguments.items() if value not in (None, "")}


def _word(value: object) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def pick[T](options: Sequence[T], label: str, missing: type[RingbookError]) -> T:
    """The option that was labelled so.

    Raises:
        RingbookError: of the kind `missing`, when no such option was ever mentioned.
    """
    index = LABELS.index(label) if label in LABELS else len(options)
    if index >= len(options):
        raise missing("a label that was never given")
    return options[index]


@contextmanager
def request_id(call: Call, write: str) -> Iterator[UUID]:
    """The idempotency key of one write, kept when the answer is lost.

    Asking for the same write again after a lost connection or a timeout then finds what the
    first attempt may have written, in place of "taken" about the caller's own booking. Two
    writes of one name are one: the second gets what the first may have done.
    """
    request = call.unsettled.setdefault(write, uuid4())
    try:
        yield request
    except (DatabaseUnavailable, TimeoutError, asyncio.CancelledError):
        raise
    except BaseException:
        del call.unsettled[write]
        raise
    del call.unsettled[write]


@contextmanager
def person_named(call: Call, attendee: str | None) -> Iterator[None]:
    """Says who cannot be in two places at once, to whom may know of the other appointment."""
    try:
        yield
    except PersonBusy as error:
        who = busy(call.state, attendee) or PersonBusy.line
        raise PersonBusy(spoken=error.spoken.replace(PersonBusy.line, who)) from error


def number_of(call: Call) -> str:
    """The number of the caller's record.

    Raises:
        CallerNotIdentified: nobody was looked up yet.
    """
    if call.state.caller is None:
        raise CallerNotIdentified
    return call.state.caller.contact_number


def learned(call: Call, starts_at: datetime) -> Preferences:
    """What the caller prefers, with this appointment taken into account.

    What the record says of it is left out while the record is not theirs, as far as is known.
    """
    caller = call.state.caller if call.state.open_record else None
    known = caller.preferences if caller else Preferences()
    for commit in call.state.commits:
        known = known if isinstance(commit, Cancelled) else commit.preferences
    return learn(known, starts_at.astimezone(call.practice.zone))
