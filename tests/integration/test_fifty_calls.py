"""What fifty calls cost by our count and by the vendors', line by line.

The stand-ins count what they served, as a vendor would bill it. `pytest -s` shows both counts.
"""

import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from livekit.agents.metrics import STTModelUsage, TTSModelUsage
from tests.integration.counted_calls import (
    FIRST,
    PREPARED,
    TURNS,
    CountedCall,
    Counts,
    counted_call,
)
from tests.speech.audio import joined, silence, spoken, trimmed
from tests.standins.faults import Fault

from ringbook.domain import prices
from ringbook.domain.model import Practice
from ringbook.domain.prices import AZURE, PRICES
from ringbook.domain.pricing import PART_OF
from ringbook.store.pool import Database

SEED = 4
AT_ONCE = 3
"""More share one loop for so long that a vendor says much before it learns that it was cut off."""
PATIENCE = 120.0
"""Seconds for one call; only a broken call takes so long, however busy the machine."""
WISH = "I'd like to book a check-up on Monday at 10 am"
TELL = "Tell me about your practice, please"


def some_words() -> Any:
    """The caller's sound; what it means is told to the ears separately."""
    return trimmed(spoken("Yes, please."))


# ---- what happens in a call ---------------------------------------------------------------------


async def ordinary(call: CountedCall) -> None:
    for words in (WISH, "98860 14182"):
        call.words.now = words
        await call.says(some_words())


async def interrupted(call: CountedCall) -> None:
    """In the middle of a long answer."""
    await begun_answer(call)
    call.words.now = WISH
    await call.says(some_words())
    while not call.vendors.azure.served[-1].told:  # the long answer goes on until words are heard
        await call.caller.say(silence(0.1))


async def thrown_away(call: CountedCall) -> None:
    """The caller goes on after a pause in which an answer was prepared."""
    call.words.now = TELL
    await call.says(joined(some_words(), silence(0.5), some_words()))


async def second_model(call: CountedCall) -> None:
    await ordinary(call)
    azure = call.vendors.azure
    azure.faults.add(Fault.CUT_MID, when=lambda asked: asked.deployment == FIRST, times=1)
    call.words.now = TELL
    await call.says(some_words())
    assert azure.faults.struck


async def deaf_for_a_while(call: CountedCall) -> None:
    deepgram = call.vendors.deepgram
    deepgram.faults.add(Fault.CUT_MID, when=bool, times=1)
    call.words.now = WISH
    await call.says(some_words())
    while len(deepgram.served) < 3:  # the first stream, the probe, and the one after it
        await call.caller.say(silence(0.1))
    call.words.now = "98860 14182"
    await call.says(some_words())


async def loses_its_voice(call: CountedCall) -> None:
    cartesia = call.vendors.cartesia
    cartesia.faults.add(Fault.CUT_MID, when=bool, times=1)
    await ordinary(call)
    assert cartesia.faults.struck


async def hung_up(call: CountedCall) -> None:
    """In the middle of a long answer."""
    await begun_answer(call)


async def begun_answer(call: CountedCall) -> None:
    begun = len(call.agent.starts)
    await call.asks(TELL, some_words())
    while len(call.agent.starts) <= begun:
        await call.caller.say(silence(0.1))


type Story = Callable[[CountedCall], Awaitable[None]]

STORIES: dict[Story, int] = {
    ordinary: 14,
    interrupted: 9,
    thrown_away: 6,
    second_model: 6,
    deaf_for_a_while: 4,
    loses_its_voice: 5,
    hung_up: 6,
}
CUT = (interrupted, thrown_away, second_model, hung_up)
"""Stories in which Azure is cut off before it has told what it counted."""


# ---- the two counts -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Record:
    """A call's costs as stored."""

    cost_breakdown: dict[str, Any]
    usage: dict[str, Any]


async def hold(db: Database, practice: Practice, tmp: Path, story: Story) -> tuple[Record, Counts]:
    turns = PREPARED if story is thrown_away else TURNS
    async with asyncio.timeout(PATIENCE), counted_call(db, practice, tmp, turns) as call:
        await story(call)
    assert reported_once(call)
    assert (story in CUT) == any(not one.told for one in call.vendors.azure.served)
    sql = "SELECT cost_breakdown, usage FROM conversation_logs WHERE session_id = %s"
    (record,) = await db.rows(Record, sql, (call.call.session_id,))
    return record, call.vendors.served()


def reported_once(call: CountedCall) -> bool:
    """Whether the session was told of no more than there was; it is told of less."""
    served = call.vendors.served()
    heard = sum(u.audio_duration for u in used(call, STTModelUsage) if u.model == "nova-3")
    spoken = sum(u.characters_count for u in used(call, TTSModelUsage) if u.model == "sonic-3")
    return (
        heard <= served["nova-3", "stt"] * 1.1  # both are clocks
        and spoken <= served["sonic-3", "tts"] * 1.1  # spaces at the ends of sentences
    )


def used[Kind](call: CountedCall, kind: type[Kind]) -> list[Kind]:
    return [usage for usage in call.session.usage.model_usage if isinstance(usage, kind)]


def told(records: Sequence[Record]) -> Counts:
    """Our count of what costs something, by model and meter."""
    counts: Counts = defaultdict(float)
    for line in (line for record in records for line in record.usage["lines"]):
        if line["cost"] != 0 or line["provider"] not in ("local", "ringbook"):
            counts[line["model"], line["meter"]] += line["amount"]
    return counts


def sums_exactly(record: Record) -> bool:
    """The parts are the total, and the lines of each part are that part."""
    parts = {part: Decimal(str(record.cost_breakdown[part])) for part in set(PART_OF.values())}
    lines = dict.fromkeys(parts, Decimal(0))
    for line in record.usage["lines"]:
        lines[PART_OF[line["meter"]]] += Decimal(str(line["cost"]))
    return lines == parts and sum(parts.values()) == Decimal(str(record.cost_breakdown["total"]))


def table(ours: Counts, theirs: Counts) -> str:
    rows = [f"{'line':<24}{'vendor':>12}{'ledger':>12}{'off by':>9}"]
    for line in sorted(line for line in {*ours, *theirs} if ours[line] or theirs[line]):
        off = ours[line] / theirs[line] - 1 if theirs[line] else float("inf")
        name = " ".join(line)
        rows.append(f"{name:<24}{theirs[line]:>12.2f}{ours[line]:>12.2f}{off:>9.2%}")
    return "\n".join(rows)


@pytest.mark.voice
@pytest.mark.real_time
async def test_over_fifty_calls_each_line_is_within_a_hundredth(
    db: Database, practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [replace(p, provider="") if p.provider == AZURE else p for p in PRICES]
    monkeypatch.setattr(prices, "PRICES", here)  # Azure's stand-in is at no address of Azure's
    stories = [story for story, times in STORIES.items() for _ in range(times)]
    random.Random(SEED).shuffle(stories)
    lines = asyncio.Semaphore(AT_ONCE)
    await asyncio.to_thread(some_words)

    async def in_line(story: Story) -> tuple[Record, Counts]:
        async with lines:
            return await hold(db, practice, tmp_path, story)

    held = await asyncio.gather(*(in_line(story) for story in stories))
    theirs: Counts = defaultdict(float)
    for _, served in held:
        for line, amount in served.items():
            theirs[line] += amount
    ours = told([record for record, _ in held])
    sys.stdout.write(f"\n{len(held)} calls\n{table(ours, theirs)}\n")
    assert all(sums_exactly(record) for record, _ in held)
    assert {line: pytest.approx(amount, rel=0.01) for line, amount in theirs.items()} == ours
