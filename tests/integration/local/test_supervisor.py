"""The supervisor with small real processes; only the waiting between restarts is not real."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.integration.local.small_processes import SERVER, World, alive

from ringbook.errors import ConfigurationError


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def first_child(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - other processes set no Event
            await asyncio.sleep(0.02)


async def test_stops_all_in_reverse_order_and_leaves_nothing(world: World) -> None:
    async with world.supervisor() as supervisor:
        await supervisor.start(world.component("first"))
        await supervisor.start(world.component("second"))
        pids = world.pids("first") + world.pids("second")
        assert alive(pids) == pids
    await until(lambda: not alive(pids))
    assert [line.split()[0] for line in world.said] == ["first", "second"]
    assert (world.home / "logs" / "first.log").read_text() == "serving\n"


async def test_what_dies_is_started_again_and_said_so(world: World) -> None:
    async with world.supervisor() as supervisor:
        await supervisor.start(world.component("part"))
        for restarts in range(1, 4):
            os.kill(world.pids("part")[0], signal.SIGKILL)
            await until(lambda: world.said.count("part is back") == restarts)  # noqa: B023 - at once
        assert len(alive(world.pids("part"))) == 2
    assert world.pauses == [1.0, 2.0, 4.0]
    assert "part ended (exit code 137); starting it again in 1 s. Log: " in world.said[1]
    assert world.said[2] == "part is back"


async def test_a_long_run_starts_the_backoff_anew(world: World) -> None:
    async with world.supervisor() as supervisor:
        await supervisor.start(world.component("part"))
        for restarts in range(1, 3):
            world.now += 3600
            os.kill(world.pids("part")[0], signal.SIGKILL)
            await until(lambda: world.said.count("part is back") == restarts)  # noqa: B023 - at once
    assert world.pauses == [1.0, 1.0]


async def test_what_no_longer_answers_is_started_again(world: World) -> None:
    async with world.supervisor(check_every=0.05) as supervisor:
        await supervisor.start(world.component("part"))
        old = world.pids("part")
        (world.home / "part").unlink()
        await until(lambda: "part is back" in world.said)
        assert "part does not answer; starting it again in 1 s" in world.said[1]
        await until(lambda: not alive(old))


async def test_a_part_that_does_not_start_says_what_to_do(world: World) -> None:
    broken = world.component("part", "import sys; sys.exit('no such thing as a diary')")
    with pytest.raises(ConfigurationError) as raised:
        async with world.supervisor() as supervisor:
            await supervisor.start(broken)
    message = str(raised.value)
    assert message.startswith("part ended with exit code 1. Ask a grown-up. Log: ")
    assert message.endswith("no such thing as a diary")


async def test_a_part_that_never_answers_is_given_up(world: World) -> None:
    silent = world.component("part", "import time; time.sleep(600)", ready_within=0.2)
    with pytest.raises(ConfigurationError, match=r"part did not answer in time\."):
        async with world.supervisor() as supervisor:
            await supervisor.start(silent)


async def test_a_part_that_ignores_sigterm_is_killed_after_its_grace(world: World) -> None:
    stubborn = SERVER.replace("lambda *_: sys.exit(0)", "signal.SIG_IGN")
    async with world.supervisor() as supervisor:
        await supervisor.start(world.component("part", stubborn, grace=0.1))
        pids = world.pids("part")
    await until(lambda: not alive(pids))


async def test_hurry_ends_a_long_grace(world: World) -> None:
    stubborn = SERVER.replace("lambda *_: sys.exit(0)", "lambda *_: print('asked', flush=True)")
    async with world.supervisor() as supervisor:
        await supervisor.start(world.component("part", stubborn, grace=3600))
        pids = world.pids("part")
        stopping = asyncio.create_task(supervisor.stop())
        await until(lambda: "asked" in (world.home / "logs" / "part.log").read_text())
        supervisor.hurry()
        await stopping
    await until(lambda: not alive(pids))


OWNER = """
import asyncio, sys
from pathlib import Path
from tests.integration.local.small_processes import World

async def main():
    world = World(Path(sys.argv[1]))
    async with world.supervisor() as supervisor:
        await supervisor.start(world.component("part"))
        print("up", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.parametrize("victims", ["owner", "owner and leash"])
async def test_kill_minus_nine_of_the_owner_leaves_nothing(world: World, victims: str) -> None:
    owner = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", OWNER, str(world.home)),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert owner.stdout is not None
    assert await owner.stdout.readline() == b"up\n"
    leash = first_child(owner.pid)
    pids = world.pids("part")
    owner.kill()
    await owner.wait()
    if victims == "owner and leash":
        os.kill(leash, signal.SIGKILL)
        pids, left = pids[:1], pids[1]  # a grandchild is the leash's to find
    await until(lambda: not alive([leash, *pids]))
    if victims == "owner and leash":
        os.kill(left, signal.SIGKILL)
