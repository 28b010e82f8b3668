"""A fixed sample of the simulated callers, over a real Postgres and the whole path of a call."""

from pathlib import Path
from typing import Final

import pytest
from tests.eval.run import attempt_on, plans
from tests.eval.scenario import load

from ringbook.store.pool import Database

SAMPLE: Final = (
    "maple-checkup-tomorrow-ten",
    "lotus-filling-tuesday-three",
)


@pytest.mark.parametrize("name", SAMPLE)
async def test_a_simulated_call_ends_with_the_right_diary(
    db: Database, tmp_path: Path, name: str
) -> None:
    (plan,) = plans([s for s in load() if s.name == name], (), (0.0,), 1)
    call = await attempt_on(db, tmp_path, plan)
    assert call.grade.faults == (), call.held.script()
