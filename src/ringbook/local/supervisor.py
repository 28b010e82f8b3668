"""Starts components, watches them, restarts what dies or hangs, stops all in reverse order."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from ringbook.errors import ConfigurationError
from ringbook.local.backoff import Backoff
from ringbook.local.component import Child, Component, last_lines

__all__ = ["Say", "Supervisor"]

type Say = Callable[[str], None]

_POLL = 0.05  # seconds between questions to a component that is coming up
_CHECK = 5.0  # seconds between questions to one that runs
_HUNG_AFTER = 4  # unanswered questions in a row


@dataclass(slots=True)
class _Running:
    component: Component
    child: Child
    watcher: asyncio.Task[None] | None = None
    failures: int = 0
    since: float = field(default_factory=time.monotonic)


class Supervisor:
    """An async context: on leaving it every component is stopped, the last started first.

    Every part's leash holds the file descriptors `inherit` until nothing is left of the part.
    `pause` and `now` (seconds) drive the restarts only, so that tests need not wait for them.
    """

    def __init__(
        self,
        logs: Path,
        say: Say,
        *,
        inherit: tuple[int, ...] = (),
        backoff: Backoff = Backoff(),  # noqa: B008 - immutable
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
        check_every: float = _CHECK,
    ) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._logs, self._say, self._inherit, self._backoff = logs, say, inherit, backoff
        self._pause, self._now, self._check_every = pause, now, check_every
        self._running: list[_Running] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self, component: Component) -> None:
        """Starts a component and returns when it works.

        Raises:
            ConfigurationError: it ended or did not come up in time; the message says what to do.
        """
        begun = time.monotonic()
        running = _Running(component, await self._launch(component), since=self._now())
        self._running.append(running)
        if not await self._comes_up(running):
            raise ConfigurationError(self._why_not(running))
        took = time.monotonic() - begun
        self._say(f"{component.name:<9} ready in {took:4.1f} s  {component.where}".rstrip())
        running.watcher = asyncio.create_task(self._watch(running))

    async def stop(self) -> None:
        """Stops all, the last started first. Calling it again while it runs is harmless."""
        while self._running:
            running = self._running[-1]
            if running.watcher is not None:
                running.watcher.cancel()
                await asyncio.gather(running.watcher, return_exceptions=True)
            await running.child.stop()
            self._running.pop()

    def hurry(self) -> None:
        """Ends the grace of the components that are still running."""
        for running in self._running:
            running.child.hurry()

    # ---- one component -----------------------------------------------------------------------

    async def _launch(self, component: Component) -> Child:
        if component.ready_file is not None:
            component.ready_file.unlink(missing_ok=True)
        log = self._logs / f"{component.name}.log"
        return await Child.start(component, log, self._inherit)

    async def _comes_up(self, running: _Running) -> bool:
        deadline = time.monotonic() + running.component.ready_within
        while running.child.ended is None and time.monotonic() < deadline:
            if await running.component.healthy():
                return True
            await asyncio.sleep(_POLL)
        return False

    async def _watch(self, running: _Running) -> None:
        while True:
            why = await self._until_dead_or_hung(running)
            await self._restart(running, why)

    async def _until_dead_or_hung(self, running: _Running) -> str:
        unanswered = 0
        while unanswered < _HUNG_AFTER:
            try:
                code = await asyncio.wait_for(running.child.wait(), self._check_every)
            except TimeoutError:
                unanswered = 0 if await running.component.healthy() else unanswered + 1
            else:
                return f"ended (exit code {code})"
        return "does not answer"

    async def _restart(self, running: _Running, why: str) -> None:
        """Restarts until it works, each time waiting longer, and says so."""
        name, ran_for = running.component.name, self._now() - running.since
        while True:
            running.failures = self._backoff.failures(running.failures, ran_for)
            seconds = self._backoff.delay(running.failures)
            self._say(f"{name} {why}; starting it again in {seconds:g} s. {self._log(running)}")
            await running.child.stop()
            await self._pause(seconds)
            running.child = await self._launch(running.component)
            running.since, ran_for = self._now(), 0.0
            if await self._comes_up(running):
                self._say(f"{name} is back")
                return
            why = "did not come up"

    def _why_not(self, running: _Running) -> str:
        code = running.child.ended
        what = "did not answer in time" if code is None else f"ended with exit code {code}"
        advice = f"{running.component.advice} " if running.component.advice else ""
        return f"{running.component.name} {what}. {advice}{self._log(running)}"

    def _log(self, running: _Running) -> str:
        log = running.child.log
        return f"Log: {log}\n{last_lines(log)}".rstrip()
