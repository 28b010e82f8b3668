"""Events on their way to the page: in order, off the turn's path, bounded at the end."""

import asyncio
import logging

from livekit import rtc

from ringbook.events import CallSummaryEvent, RingbookEvent

__all__ = ["EVENTS_TOPIC", "SUMMARY_TOPIC", "RoomSink"]

log = logging.getLogger("ringbook.publish")

EVENTS_TOPIC = "ringbook.events"
SUMMARY_TOPIC = "ringbook.summary"
LAST_SECONDS = 5.0
"""The longest that the end of a call waits for its last events to leave."""


class RoomSink:
    """Sends each event to the one caller: packets while the call runs, the summary as text."""

    def __init__(self, room: rtc.Room, caller: str) -> None:
        self._room, self._caller = room, caller
        self._queue: asyncio.Queue[RingbookEvent] = asyncio.Queue()
        self._task = asyncio.create_task(self._send_all(), name="room_sink")

    def __call__(self, event: RingbookEvent) -> None:
        self._queue.put_nowait(event)

    async def aclose(self) -> None:
        """Let what is waiting go out, then stop. A page that has gone is not waited for."""
        try:
            async with asyncio.timeout(LAST_SECONDS):
                await self._queue.join()
        except TimeoutError:
            log.warning("some events did not reach the page before the call ended")
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _send_all(self) -> None:
        while True:
            event = await self._queue.get()
            try:
                await self._send(event)
            except Exception:
                # The page can fetch what it missed; a call is never disturbed by its display.
                log.warning("an event did not reach the page", exc_info=True)
            finally:
                self._queue.task_done()

    async def _send(self, event: RingbookEvent) -> None:
        if self._caller not in self._room.remote_participants:
            return
        page, payload = [self._caller], event.model_dump_json()
        participant = self._room.local_participant
        if isinstance(event, CallSummaryEvent):
            await participant.send_text(payload, topic=SUMMARY_TOPIC, destination_identities=page)
        else:
            await participant.publish_data(
                payload, reliable=True, topic=EVENTS_TOPIC, destination_identities=page
            )
