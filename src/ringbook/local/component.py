"""One part of the running whole, as a child process on a leash."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ringbook.local import leash

__all__ = ["Child", "Component", "last_lines"]

_LEASH = Path(leash.__file__)
_AFTER_GRACE = 5.0  # seconds that the leash itself may need


@dataclass(frozen=True, slots=True)
class Component:
    """What to start and how to tell that it works. Times in seconds.

    `healthy` answers whether it works now; it must not raise. `ready_file` is one that it writes
    when it is ready, removed before each start. `advice` says what a person can do when it does not
    come up. `where` is shown beside its name when it is ready.
    """

    name: str
    command: tuple[str, ...]
    healthy: Callable[[], Awaitable[bool]]
    env: Mapping[str, str] = field(default_factory=dict)
    ready_within: float = 300.0
    grace: float = 10.0
    ready_file: Path | None = None
    advice: str = ""
    where: str = ""


class Child:
    """A started component. Closing it, or this process dying, ends it with all its children."""

    def __init__(self, process: asyncio.subprocess.Process, grace: float, log: Path) -> None:
        self._process, self._grace, self.log = process, grace, log

    @classmethod
    async def start(cls, component: Component, log: Path, inherit: tuple[int, ...] = ()) -> "Child":
        """Starts it; its leash also holds the file descriptors `inherit`."""
        with log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(_LEASH), str(log), str(component.grace)),
                *component.command,
                env=dict(component.env),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=errors,
                pass_fds=inherit,
                start_new_session=True,  # Ctrl-C is for us: we stop the parts in order
            )
        return cls(process, component.grace, log)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> int | None:
        """The exit code, None while it runs."""
        return self._process.returncode

    async def wait(self) -> int:
        return await self._process.wait()

    async def stop(self) -> None:
        """Asks it to end, and returns once nothing of it is left."""
        assert self._process.stdin is not None  # noqa: S101 - start() asked for a pipe
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), self._grace + _AFTER_GRACE)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def hurry(self) -> None:
        """Ends the grace of a child that is being stopped."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)


def last_lines(log: Path, count: int = 3) -> str:
    """The end of a log, for the one line that says why a component died."""
    with suppress(OSError), log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4096))
        lines = file.read().decode(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-count:])
    return ""
