"""Calls to a practice that asks for a one-time code, over a diary that sends one."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, PRIYA, policies, practice
from tests.unit.dialogue.talk import Talk

from ringbook.dialogue.reduce.reducer import CallState
from ringbook.dialogue.reduce.verify import heard_code, keyed_code
from ringbook.dialogue.state.call_events import (
    CallEvent,
    Keyed,
    Outcome,
    Refused,
    Started,
    UserSaid,
)
from ringbook.dialogue.state.code_events import CodeChecked, CodeSent
from ringbook.domain.model import Identity
from ringbook.domain.one_time_code import HIDDEN
from ringbook.errors import MessagesUnavailable, RingbookError, TooManyCodes

CODE = "421990"
GOOD_FOR = timedelta(minutes=5)


@dataclass
class CodeDiary(Diary):
    """Always sends the same code. `messages` are the numbers that it was sent to."""

    messages: list[str] = field(default_factory=list)
    down: bool = False
    said: str = ""
    now: datetime = NOW
    sent_at: datetime | None = None
    tries: int = 0
    sends: int = 0

    def verify_caller(self, state: CallState, action: str) -> Outcome:
        if action == "check":
            return self._check()
        if self.sends >= 3:
            return _refused(TooManyCodes)
        if self.down:
            return _refused(MessagesUnavailable)
        assert state.caller is not None
        self.sends, self.tries, self.sent_at = self.sends + 1, 0, self.now
        if any(number == state.caller.contact_number for number, _ in self.rows.values()):
            self.messages.append(state.caller.contact_number)
        return CodeSent()

    def _check(self) -> Outcome:
        assert self.sent_at is not None
        if self.now - self.sent_at >= GOOD_FOR:
            return CodeChecked("expired")
        self.tries += 1
        if self.said == CODE and self.messages:
            return CodeChecked("right")
        return CodeChecked("wrong", 3 - self.tries) if self.tries < 3 else CodeChecked("ended")


def _refused(error: type[RingbookError]) -> Refused:
    return Refused(error.code, error.line)


class CodeTalk(Talk):
    """A call in which codes can be sent; what is said as one is kept from the events."""

    diary: CodeDiary
    possible = True

    def apply(self, event: CallEvent) -> None:
        if isinstance(event, Started):
            event = replace(event, codes=self.possible)
        super().apply(event)

    def says(self, *texts: str) -> str:
        out = ""
        for text in texts:
            self.lines.append(("caller", text))
            self.apply(self._heard(text))
            out = self.answer()
        return out

    def keys(self, digits: str) -> str:
        if not (code := keyed_code(self.state, digits)):
            return super().keys(digits)
        self.diary.said = code
        self.apply(Keyed(self.now, HIDDEN, len(code)))
        return self.answer()

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        self.diary.now = self.now

    def _heard(self, text: str) -> UserSaid:
        heard = heard_code(self.state, text, self.diary.said)
        self.diary.said = heard.digits or self.diary.said
        return UserSaid(self.now, heard.text, len(heard.digits))


class WithoutMessages(CodeTalk):
    possible = False


def asks_for_codes(**identity: str) -> CodeDiary:
    """A diary with Priya's cleaning, of a practice that wants these tiers."""
    wanted = Identity(**(identity or {"cancel": "verified"}))  # type: ignore[arg-type]  # test data
    diary = CodeDiary(practice(policies=policies(identity=wanted)))
    diary.knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    return diary
