"""The call's record in the database: kept up while the call runs, completed however it ends.

Nothing here is on the turn's path: events are collected, and one task writes them in batches.
What a database that stays away cannot take goes to a file at the end, so that no call is lost;
`store.unsaved` brings it back.
"""

import asyncio
import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from ringbook.agent.call import Call
from ringbook.agent.usage import Spent, nothing
from ringbook.dialogue.record import CallRecord, fold
from ringbook.dialogue.state.call_events import CallEvent, Ended, EndReason
from ringbook.errors import RingbookError
from ringbook.store import calls
from ringbook.store.unsaved import UnsavedCall, keep

__all__ = ["RecordWriter"]

log = logging.getLogger("ringbook.record")

BATCH_SECONDS = 0.25
"""Events of this long are written together."""
HEARTBEAT_SECONDS = 10.0
"""A call in which nothing happens still says that it is alive."""
FINISH_SECONDS = 12.0
"""The longest that completing the record may take before it goes to a file."""


class RecordWriter:
    """Writes one call's events and record. `start` at the first second, `finish` at the last."""

    def __init__(self, call: Call, unsaved: Path, spent: Callable[[], Spent] = nothing) -> None:
        self._call, self._unsaved, self._spent = call, unsaved, spent
        self._waiting: list[tuple[int, CallEvent]] = []
        self._seq = 0
        self._opened = False
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Take in the call's events from now on, and write them as they come."""
        self._call.listeners.append(self._collect)
        self._task = asyncio.create_task(self._keep_up(), name="record_writer")

    async def finish(self, reason: EndReason) -> CallRecord:
        """Complete the record, whatever happened; the call takes in nothing after this.

        Waits for a tool that is under way. Never raises: what the database does not take is
        kept in a file.
        """
        async with self._call.lock:
            self._call.apply(Ended(self._call.now(), reason))
        self._call.claims.report()
        await self._stop()
        record = self._record()
        try:
            async with asyncio.timeout(FINISH_SECONDS):
                await self._complete(record)
        except Exception:
            log.exception("the call's record could not be completed in the database")
            self._keep()
        return record

    # ---- while the call runs --------------------------------------------------------------

    def _collect(self, event: CallEvent) -> None:
        self._seq += 1
        self._waiting.append((self._seq, event))
        self._changed.set()

    async def _keep_up(self) -> None:
        while True:
            await self._changed_or_heartbeat()
            try:
                await self._write()
            except RingbookError as error:
                log.warning("the call's record is behind: %s", error.code)
                self._changed.set()
            await asyncio.sleep(BATCH_SECONDS)

    async def _changed_or_heartbeat(self) -> None:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self._changed.wait()
        except TimeoutError:
            return
        self._changed.clear()

    async def _write(self) -> None:
        """Append the waiting events and bring the row up to date; a failure drops nothing."""
        if not self._call.events:
            return
        await self._append()
        await calls.save_call(
            self._call.db, self._tenant, self._session_id, self._record(), self._spent().usage
        )

    async def _append(self) -> None:
        call, batch = self._call, list(self._waiting)
        if not self._opened:
            began = call.events[0].at
            await calls.open_call(call.db, self._tenant, self._session_id, began, call.channel)
            self._opened = True
        await calls.append_events(call.db, self._tenant, self._session_id, batch)
        del self._waiting[: len(batch)]

    async def _complete(self, record: CallRecord) -> None:
        await self._append()
        await calls.finish_call(
            self._call.db, self._tenant, self._session_id, record, self._spent().usage
        )

    async def _stop(self) -> None:
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    # ---- what is written ------------------------------------------------------------------

    @property
    def _tenant(self) -> UUID:
        return self._call.practice.tenant_id

    @property
    def _session_id(self) -> str:
        return self._call.session_id

    def _record(self) -> CallRecord:
        return dataclasses.replace(fold(self._call.events), cost_breakdown=self._spent().costs)

    def _keep(self) -> None:
        spent = self._spent()
        call = UnsavedCall(
            self._tenant, self._session_id, self._call.events, spent.costs, spent.usage
        )
        log.error("the call's record is kept in %s", keep(call, self._unsaved))
