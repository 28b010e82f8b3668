"""A worker takes calls until it is told to stop; then those in progress finish, or are told so."""

import asyncio
import logging
import signal

from livekit import api
from livekit.agents import AgentServer
from livekit.agents.ipc.supervised_proc import SupervisedProc
from livekit.agents.job import RunningJobInfo
from livekit.protocol.models import DataPacket

from ringbook.agent.voice_call import STOPPING_TOPIC
from ringbook.config import Settings

__all__ = ["run_worker", "yield_while_joining"]

log = logging.getLogger("ringbook.worker")

FAREWELL_SECONDS = 14.0
"""For the last line of the calls that are closed because the worker stops."""
_wait_for_process = SupervisedProc.join


async def run_worker(server: AgentServer, settings: Settings) -> None:
    """Take calls until SIGTERM or SIGINT; then let those in progress finish, within bounds.

    A call that does not finish in time is told so, closed, and recorded as `worker_stopped`.
    """
    yield_while_joining()
    stop = asyncio.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    running = asyncio.create_task(server.run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not running.done():
        await _stop(server, settings)
    await running


def yield_while_joining() -> None:
    """Whoever waits for the process of a call lets others run, even when it has ended already.

    The SDK's `drain` waits in a loop for all that are on its list. Of two calls that end at once
    the second is still on it, and nothing else gets to run that would take it off: the worker
    would hang, and the other calls would give it up for dead.
    """
    SupervisedProc.join = _join  # type: ignore[assignment, method-assign] # no option for it


async def _join(process: SupervisedProc) -> None:
    await asyncio.sleep(0)
    await _wait_for_process(process)


async def _stop(server: AgentServer, settings: Settings) -> None:
    try:
        await server.drain()
    except TimeoutError:
        log.warning("calls are still in progress: closing them")
        await _tell(server, settings)
    await server.aclose()


async def _tell(server: AgentServer, settings: Settings) -> None:
    """Have each call say its last line, and wait for that; never fails, for it must stop."""
    try:
        async with asyncio.timeout(FAREWELL_SECONDS):
            await _send_stopping(server.active_jobs, settings)
            while server.active_jobs:  # noqa: ASYNC110 (the SDK has no event for it)
                await asyncio.sleep(0.1)
    except TimeoutError:
        log.warning("not every caller could be told")
    except Exception as error:
        log.warning("callers could not be told: %s", type(error).__name__)


async def _send_stopping(jobs: list[RunningJobInfo], settings: Settings) -> None:
    """To the agents alone, and through the server, so that no caller can send the same."""
    url, key, secret = settings.require_livekit()
    async with api.LiveKitAPI(url, key, secret) as livekit:
        for job in jobs:
            request = api.SendDataRequest(
                room=job.job.room.name,
                topic=STOPPING_TOPIC,
                kind=DataPacket.Kind.RELIABLE,
                destination_identities=[job.accept_arguments.identity],
            )
            await livekit.room.send_data(request)
