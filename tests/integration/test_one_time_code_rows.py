"""One-time codes in the database: how many are issued, compared and kept."""

import asyncio
from datetime import timedelta

from tests.integration.code_calls import NUMBER, careful, code_rows
from tests.integration.conftest import NOW, Diary

from ringbook.errors import TooManyCodes
from ringbook.store import one_time_codes
from ringbook.store.callers import erase_caller
from ringbook.store.sweep import sweep

__all__ = ["careful"]


async def test_of_many_tries_at_once_three_are_compared(careful: Diary) -> None:
    args = (careful.db, careful.practice.tenant_id, NUMBER, "a call")
    issued = await one_time_codes.issue(*args, NOW)
    wrong = f"{(int(issued.code) + 1) % 10**6:06d}"
    tried = await asyncio.gather(*(one_time_codes.check(*args, wrong, NOW) for _ in range(8)))
    assert sorted(t.result for t in tried) == ["ended", *["expired"] * 5, "wrong", "wrong"]
    assert (await one_time_codes.check(*args, issued.code, NOW)).result == "expired"


async def test_of_many_at_once_three_are_issued(careful: Diary) -> None:
    args = (careful.db, careful.practice.tenant_id, NUMBER)
    issuing = (one_time_codes.issue(*args, f"call {n}", NOW) for n in range(8))
    made = await asyncio.gather(*issuing, return_exceptions=True)
    assert sum(isinstance(one, TooManyCodes) for one in made) == 5
    assert not [
        one for one in made if isinstance(one, BaseException) and not isinstance(one, TooManyCodes)
    ]
    assert not any(one.code in repr(one) for one in made if isinstance(one, one_time_codes.Issued))


async def test_who_is_erased_has_no_codes(careful: Diary, database_url: str) -> None:
    tenant = careful.practice.tenant_id
    await one_time_codes.issue(careful.db, tenant, NUMBER, "a call", NOW)
    assert len(code_rows(database_url)) == 1
    assert await erase_caller(careful.db, tenant, NUMBER, "test", NOW) is not None
    assert code_rows(database_url) == []


async def test_the_sweep_forgets_what_counts_no_more(careful: Diary, database_url: str) -> None:
    args = (careful.db, careful.practice.tenant_id, NUMBER)
    await one_time_codes.issue(*args, "one", NOW)
    await one_time_codes.issue(*args, "two", NOW + timedelta(minutes=30))
    await sweep(careful.db, NOW + timedelta(minutes=60))
    assert len(code_rows(database_url)) == 1
