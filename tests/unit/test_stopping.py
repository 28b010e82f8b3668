"""A worker that waits for its calls to end."""

import asyncio

import pytest
from livekit.agents.ipc.job_proc_executor import ProcJobExecutor
from livekit.agents.ipc.supervised_proc import SupervisedProc

from ringbook.agent.stopping import yield_while_joining


class Ended(ProcJobExecutor):
    """A process that has ended; the SDK's `join` returns at once."""

    def __init__(self, ended: asyncio.Task[None]) -> None:
        self._supervise_atask = ended

    @property
    def started(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SupervisedProc, "join", SupervisedProc.join)


async def joined_first() -> bool:
    """Whether joining a process that has ended is over before what was due earlier."""
    ended = asyncio.create_task(asyncio.sleep(0))
    await ended
    due = list[str]()
    asyncio.get_running_loop().call_soon(due.append, "taken off the list")
    await Ended(ended).join()
    return not due


async def test_the_sdk_lets_nobody_run_while_it_joins() -> None:
    assert await joined_first(), "the SDK does it itself now: the own join can go"


async def test_others_run_while_an_ended_process_is_joined() -> None:
    yield_while_joining()
    assert not await joined_first()
