"""A fixed sample of the simulated callers, over a real Postgres and the whole path of a call."""

from pathlib import Path
from typing import Final

import pytest
from tests.eval.run import attempt_on, plans
from tests.eval.scenario import load

from ringbook.store.pool import Database

SAMPLE: Final = (
    "once-move",
    "once-list",
    "cancel-both",
    "cancel-by-doctor",
    "mind-cancel-instead-of-move",
    "mind-keeps-the-appointment",
    "closed-holiday-then-next-day",
    "closed-filling-past-closing",
    "service-changed-at-readback",
    "time-changed-at-readback",
    "full-start-next-half-hour",
    "full-friday-takes-monday",
    "late-cancel-refused",
    "late-fee-move",
    "move-keeps-doctor",
    "move-two-of-a-kind",
    "name-wrong-cancel",
    "two-move-and-cancel",
    "unknown-lotus-books",
    "wish-any-time-with-rao",
    "zone-london-move-over-the-change",
    "zone-kolkata-late-evening-tomorrow",
)


@pytest.mark.parametrize("name", SAMPLE)
async def test_a_simulated_call_ends_with_the_right_diary(
    db: Database, tmp_path: Path, name: str
) -> None:
    (plan,) = plans([s for s in load() if s.name == name], (), (0.0,), 1)
    call = await attempt_on(db, tmp_path, plan)
    assert call.grade.faults == (), call.held.script()
