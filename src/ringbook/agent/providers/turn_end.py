"""When the caller's turn is over: not while a number is half said.

A text turn detector in the SDK's protocol (`livekit.agents.voice.turn._TurnDetector`): below the
threshold the session waits its longest time for more words, above it its shortest.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable

from livekit.agents import LanguageCode, llm

from ringbook.domain.phone import NumberHeard, read_number

__all__ = ["NumberAwareTurnDetector", "Settled", "half_said"]

FEW_DIGITS = 3
"""Fewer digits are a choice or a time, unless the agent has just asked for a number."""

HAND_OVER = 0.2
"""Seconds for a late transcript to reach the session, which then asks anew and drops this call."""

type Settled = Callable[[], Awaitable[bool]]
"""Waits for the recogniser; says whether there was anything to wait for."""

_OPEN_ENDED = re.compile(
    r"""\b(?: and | or | but | at | on | to | from | with | of | the | my | an? | um+ | uh+ | er+m?
    | plus | double | triple | (?:number|name) (?:\s+is)? | it's | because | between )$""",
    re.IGNORECASE | re.VERBOSE,
)
_TRAILING_OFF = re.compile(r"(?:\.\.\.|…|[,-])$")
_SPELLING = re.compile(r"\b[a-z](?:[\s.,-]+[a-z])*\W*$", re.IGNORECASE)


class NumberAwareTurnDetector:
    """Holds the turn on half-said numbers, spelled names and sentences that want to go on."""

    def __init__(self, region: str, settled: Settled | None = None) -> None:
        """`region` is the practice's own, as two letters, for the length of its numbers.

        `settled` waits until the recogniser has reported all that was said.
        """
        self._region = region
        self._settled = settled

    @property
    def model(self) -> str:
        return "number-aware"

    @property
    def provider(self) -> str:
        return "local"

    async def unlikely_threshold(self, language: LanguageCode | None) -> float | None:
        return 0.5

    async def supports_language(self, language: LanguageCode | None) -> bool:
        return True

    async def predict_end_of_turn(
        self,
        chat_ctx: llm.ChatContext,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 (the SDK's protocol; nothing waits here)
    ) -> float:
        """1.0 when the caller seems to be done, 0.0 when more is to come."""
        if self._settled is not None and await self._settled():
            await asyncio.sleep(HAND_OVER)
        turns = [(item.role, item.text_content or "") for item in chat_ctx.messages()]
        return 0.0 if half_said(turns, self._region) else 1.0


def half_said(turns: Iterable[tuple[str, str]], region: str) -> bool:
    """Whether the caller's last words want to go on. Turns are (role, text)."""
    earlier, asked, said = _parts(turns)
    return _open_ended(said, asked) or _half_a_number(earlier, asked, said, region)


def _parts(turns: Iterable[tuple[str, str]]) -> tuple[list[str], str, str]:
    """The caller's earlier turns, the agent's last words, and what the caller said to them."""
    earlier: list[str] = []
    said: list[str] = []
    asked = ""
    for role, text in turns:
        if role == "user":
            said.append(text)
        elif role == "assistant":
            asked, earlier, said = text, [*earlier, *said], []
    return earlier, asked.lower(), " ".join(said).strip()


def _open_ended(said: str, asked: str) -> bool:
    if said.endswith("?"):
        return False
    if _TRAILING_OFF.search(said) or _OPEN_ENDED.search(said.rstrip(" .,!")):
        return True
    return "spell" in asked and bool(_SPELLING.search(said))


def _half_a_number(earlier: list[str], asked: str, said: str, region: str) -> bool:
    """Whether digits are missing, with those of earlier turns, as a number may be said in parts."""
    alone = read_number(said, region)
    if not alone.digits or alone.complete:
        return False
    known = _known(earlier, region)
    expected = "number" in asked or (known.digits and not known.complete)
    if len(alone.digits) < FEW_DIGITS and not expected:
        return False
    heard = read_number(said, region, known.digits)
    return not (heard.correction or heard.too_long or (heard.complete and not known.complete))


def _known(earlier: list[str], region: str) -> NumberHeard:
    known = NumberHeard("")
    for text in earlier:
        heard = read_number(text, region, known.digits)
        known = NumberHeard("") if heard.too_long else heard
    return known
