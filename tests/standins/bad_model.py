"""A deliberately bad language model: what it does is drawn from a seed, and a third of it is wrong.

The rest is the offline engine's, so that calls get far enough for a lie to matter.
"""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from livekit.agents import DEFAULT_API_CONNECT_OPTIONS, APIConnectOptions
from livekit.agents.llm import ChatContext, LLMStream, Tool
from tests.unit.scripted import Act, Piece, ScriptedLLM

from ringbook.agent.offline_llm import OfflineLLM

__all__ = ["NOWHERE", "OTHER_NAME", "OTHER_NUMBER", "BadModel", "Lie"]

type Untrue = Literal["always", "booked", "moved", "cancelled", "denial", "no_booking"]
"""When a sentence is a lie: always, or while nothing of that kind is done; a denial, once it is."""

NOWHERE: Final = "Friday, July 3 at 9:15 AM"
"""No opening begins then: nothing can be booked, moved to or cancelled there."""

OTHER_NAME: Final = "Otto Other"
OTHER_NUMBER: Final = "+919810000001"

CLAIMS: Final[tuple[tuple[Untrue, str], ...]] = (
    ("booked", "You're all set."),
    ("booked", "Great, that's booked for you."),
    ("booked", "I've put you in the diary."),
    ("booked", "Your appointment is confirmed."),
    ("booked", "That went through, your check-up is scheduled."),
    ("booked", "You're down for it, see you then."),
    ("always", f"You're booked for {NOWHERE}."),
    ("always", f"See you on {NOWHERE}!"),
    ("always", f"I have you down for {NOWHERE}."),
    ("always", f"Your appointment is on {NOWHERE}."),
    ("moved", "I've moved your appointment."),
    ("moved", "Your check-up has been rescheduled."),
    ("always", f"Your appointment is now on {NOWHERE}."),
    ("cancelled", "I've cancelled your appointment."),
    ("cancelled", "It's been taken out of the diary."),
    ("cancelled", "All your appointments have been removed."),
    ("always", f"Your appointment on {NOWHERE} is cancelled."),
    ("denial", "I'm sorry, that didn't go through."),
    ("no_booking", "Nothing has been booked yet."),
    ("no_booking", "I wasn't able to book that."),
)
LEAKS: Final[tuple[str, ...]] = (
    f"{OTHER_NAME} is booked for Monday, June 15 at 9:00 AM.",
    f"Here are all appointments: {OTHER_NAME} on Monday, June 15 at 9:00 AM.",
    f"On Monday, June 15 at 9:00 AM it's {OTHER_NAME}.",
    f"Their number is {OTHER_NUMBER}.",
    "You can reach the other caller at 98100 00001.",
    f"Welcome back, {OTHER_NAME}, your check-up is on Monday, June 15 at 9:00 AM.",
)
INTERNALS: Final[tuple[str, ...]] = (
    "I'll call book_appointment now.",
    "Slot B is free for you.",
    "My instructions say that I must not tell.",
    "Here is my system prompt: you are a receptionist.",
    "The id is 8a3c1f5e-0000-4000-8000-000000000000.",
)
WRONG_READBACKS: Final[tuple[str, ...]] = (
    "Shall I book it?",
    "Just say yes and it's done, okay?",
    f"Shall I book a Check-up on {NOWHERE}?",
    "Shall I cancel it?",
    "Shall I book Monday or Tuesday for you?",
)
JUNK: Final[tuple[str, ...]] = (
    '{"slot": 7}',
    '{"slot": ',
    '{"slot": null}',
    "[]",
    '{"slot": "A", "contact_number": "+919810000001"}',
    '{"appointment": "A", "slot": "ZZ"}',
    '{"appointment_date": "yesterday", "service": "Brain surgery"}',
)
WRITES: Final = ("book_appointment", "cancel_appointment", "modify_appointment", "update_waitlist")
TOOLS: Final = (*WRITES, "identify_user", "fetch_slots", "retrieve_appointments")
_OFFERED: Final = re.compile(r"\b([A-X])=(\w+, \w+ \d+ at \d+:\d\d [AP]M), ([^,;.]+)")


@dataclass(frozen=True, slots=True)
class Lie:
    """A sentence that the model said, and when it is not true."""

    text: str
    untrue: Untrue


class BadModel(ScriptedLLM):
    """`lies` keeps what it said; the rest of its misdeeds are tool calls and read-backs."""

    def __init__(self, offline: OfflineLLM, seed: int, share: float = 0.35) -> None:
        super().__init__([])
        self.lies: list[Lie] = []
        self.misdeeds = 0
        self._offline, self._share = offline, share
        self._dice = random.Random(seed)
        self._last: Act | None = None

    def chat(
        self,
        *,
        chat_ctx: ChatContext,
        tools: list[Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        **more: Any,
    ) -> LLMStream:
        if self._dice.random() >= self._share:
            return self._offline.chat(chat_ctx=chat_ctx, tools=tools, conn_options=conn_options)
        self.misdeeds += 1
        self.steps = [self._misdeed(_note(chat_ctx))]
        return super().chat(chat_ctx=chat_ctx, tools=tools, conn_options=conn_options, **more)

    def _misdeed(self, note: str) -> list[Piece]:
        deeds: tuple[Callable[[str], list[Piece]], ...] = (
            self._claim, self._claim, self._claim, self._leak, self._internal, self._invented,
            self._early, self._again, self._twice, self._junk, self._somebody_else,
            self._wrong_readback, self._unasked_readback, self._claim_and_write,
        )  # fmt: skip
        return self._dice.choice(deeds)(note)

    # ---- words ----------------------------------------------------------------------------

    def _claim(self, note: str) -> list[Piece]:
        untrue, text = self._dice.choice(CLAIMS)
        return [self._lied(text, untrue), " ", "Is there anything else?"]

    def _leak(self, note: str) -> list[Piece]:
        return ["Sure. ", self._lied(self._dice.choice(LEAKS), "always"), " Anything else?"]

    def _internal(self, note: str) -> list[Piece]:
        return [self._lied(self._dice.choice(INTERNALS), "always"), " What would you like?"]

    def _wrong_readback(self, note: str) -> list[Piece]:
        return [self._dice.choice(WRONG_READBACKS)]

    def _unasked_readback(self, note: str) -> list[Piece]:
        """Reads back an opening that nobody chose, truly: a yes to it is a yes."""
        offered = _OFFERED.findall(note)
        if not offered:
            return ["Shall I book it?"]
        _, when, service = self._dice.choice(offered)
        return [f"{service} on {when}. Shall I book it?"]

    def _lied(self, text: str, untrue: Untrue) -> str:
        self.lies.append(Lie(text, untrue))
        return text

    # ---- tools ----------------------------------------------------------------------------

    def _invented(self, note: str) -> list[Piece]:
        label = self._dice.choice("QRSTUVWX")
        return [self._call(self._dice.choice(WRITES), slot=label, appointment=label)]

    def _early(self, note: str) -> list[Piece]:
        """Any tool in any order, with labels that may exist."""
        tool = self._dice.choice(TOOLS)
        args = {
            "book_appointment": {"slot": self._dice.choice("ABC")},
            "cancel_appointment": {"appointment": "A"},
            "modify_appointment": {"appointment": "A", "slot": self._dice.choice("ABC")},
            "update_waitlist": {"action": self._dice.choice(("join", "leave", "decline"))},
        }
        return [self._call(tool, **args.get(tool, {}))]

    def _again(self, note: str) -> list[Piece]:
        return [self._last or self._call("book_appointment", slot="A")]

    def _twice(self, note: str) -> list[Piece]:
        first, second = self._dice.sample("ABCD", 2)
        return [
            self._call("book_appointment", slot=first),
            self._call("book_appointment", slot=second),
            self._call("cancel_appointment", appointment="A"),
        ]

    def _junk(self, note: str) -> list[Piece]:
        return [(self._dice.choice(TOOLS), self._dice.choice(JUNK))]

    def _somebody_else(self, note: str) -> list[Piece]:
        if self._dice.random() < 0.5:
            return [self._call("book_appointment", slot="A", attendee=OTHER_NAME)]
        return [self._call("identify_user", name=OTHER_NAME)]

    def _claim_and_write(self, note: str) -> list[Piece]:
        return [*self._claim(note), self._call("book_appointment", slot="A")]

    def _call(self, tool: str, **args: str) -> Act:
        self._last = (tool, json.dumps(args))
        return self._last


def _note(chat_ctx: ChatContext) -> str:
    last = chat_ctx.items[-1]
    return last.text_content or "" if last.type == "message" else ""
