"""Everything on one machine: started in order, watched, and stopped in order."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from ringbook.agent.providers.chosen import check, webhook
from ringbook.config import Settings
from ringbook.demo import demo_practices
from ringbook.domain.booking_link import BookingLinks
from ringbook.errors import RingbookError
from ringbook.local import livekit_server, machine
from ringbook.local.machine import LiveKit
from ringbook.local.only_one import only_one
from ringbook.local.supervisor import Say, Supervisor
from ringbook.messages import Gateway, open_gateway
from ringbook.messages.waitlist import MessageChannel
from ringbook.practice import load_practice
from ringbook.store.last_known import known_practice
from ringbook.store.migrate import migrate
from ringbook.store.pool import Database, open_database
from ringbook.store.practices import apply_practice, practice_count, practices, roll_slots
from ringbook.store.sweep import sweep
from ringbook.store.unsaved import bring_back, unsaved_calls
from ringbook.store.waitlist import tend
from ringbook.store.waitlist_channels import Channel, announce

__all__ = ["First", "Ready", "up"]

_SWEEP_EVERY = timedelta(minutes=1)
_ROLL_EVERY = timedelta(hours=24)

type Ready = Callable[[str], None]
type First = Callable[[Supervisor], Awaitable[Settings]]


async def up(settings: Settings, say: Say, ready: Ready, *, first: First | None = None) -> None:
    """Runs everything until SIGINT or SIGTERM; `ready` is given the page's address once it works.

    `first` starts what the rest needs, and gives the settings that the rest is started with.

    Raises:
        RingbookError: something did not start; everything else has been stopped again.
    """
    begun = monotonic()
    check(settings)
    home = settings.home()
    with only_one(home, say) as lock:
        async with Supervisor(home / "logs", say, inherit=(lock,)) as supervisor:
            running = asyncio.create_task(_run(settings, supervisor, say, ready, begun, first))
            await _until_stopped(running, supervisor, say)
    say("stopped")


async def _until_stopped(running: asyncio.Task[None], supervisor: Supervisor, say: Say) -> None:
    """Waits for the first signal, which stops; the second one hurries."""
    signals = 0

    def stop() -> None:
        nonlocal signals
        signals += 1
        if signals == 1:
            say("stopping; calls in progress may finish (again: stop at once)")
            running.cancel()
        else:
            supervisor.hurry()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    await asyncio.wait({running})
    if not running.cancelled():
        running.result()


async def _run(
    settings: Settings,
    supervisor: Supervisor,
    say: Say,
    ready: Ready,
    begun: float,
    first: First | None,
) -> None:
    if first is not None:
        settings = await first(supervisor)
    url, server = await _together(
        _start_database(settings, supervisor, say), _start_livekit(settings, supervisor, say)
    )
    async with open_database(url, max_size=2) as db:
        await _prepare(db, settings.home(), say)
        worker = machine.worker(settings, url, server)
        web, address = machine.web(settings, url, server)
        await _sweep(db, settings.home(), say)
        await _together(supervisor.start(worker), supervisor.start(web))
        say(f"ready in {monotonic() - begun:.1f} s")
        ready(address)
        async with open_gateway(webhook(settings)) as gateway:
            channels = _channels(settings, server, gateway)
            await _keep_house(db, settings.home(), say, channels)


def _channels(settings: Settings, server: LiveKit, gateway: Gateway | None) -> Sequence[Channel]:
    """How callers hear of a kept time before they call; their links are the web server's."""
    if gateway is None:
        return ()
    secret = settings.ringbook_link_secret
    links = BookingLinks.of(secret.get_secret_value() if secret else server.keys.secret)
    return (MessageChannel(gateway, links=links, public_url=settings.ringbook_public_url),)


async def _together[A, B](first: Awaitable[A], second: Awaitable[B]) -> tuple[A, B]:
    """Both at once; when one fails the other is cancelled and the failure raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            one, two = group.create_task(_of(first)), group.create_task(_of(second))
    except* RingbookError as failed:
        raise failed.exceptions[0] from None
    return one.result(), two.result()


async def _of[A](awaitable: Awaitable[A]) -> A:
    return await awaitable


# ---- what the rest stands on ---------------------------------------------------------------------


async def _start_database(settings: Settings, supervisor: Supervisor, say: Say) -> str:
    if settings.database_url is not None:
        url = settings.require_database()
    else:
        component, url = machine.postgres(settings.home())
        await supervisor.start(component)
    for name in await asyncio.to_thread(migrate, url):
        say(f"database: applied {name}")
    return url


async def _start_livekit(settings: Settings, supervisor: Supervisor, say: Say) -> LiveKit:
    if settings.livekit_url is not None:
        return LiveKit.of(settings)
    binary = await livekit_server.provide_binary_apart(say)
    component, server = machine.livekit(settings.home(), binary)
    await supervisor.start(component)
    return server


async def _prepare(db: Database, home: Path, say: Say) -> None:
    """The demo practices, only into an empty database; every practice's diary from today on.

    Practices are also kept for a call that finds no database, be it the first one.
    """
    now = datetime.now(UTC)
    if await practice_count(db) == 0:
        for file in demo_practices():
            practice = await apply_practice(db, load_practice(file), now)
            say(f"database: applied the demo practice {practice.name}")
    await _roll(db)
    await known_practice(db, None, home)
    for practice in await practices(db):
        await known_practice(db, practice.slug, home)


# ---- while it runs -------------------------------------------------------------------------------


async def _keep_house(db: Database, home: Path, say: Say, channels: Sequence[Channel]) -> None:
    """Sweeps and tends the waiting lists each minute and rolls each day, until cancelled."""
    rolled = datetime.now(UTC)
    while True:
        await asyncio.sleep(_SWEEP_EVERY.total_seconds())
        try:
            await _sweep(db, home, say)
            if datetime.now(UTC) - rolled >= _ROLL_EVERY:
                await _roll(db)
                rolled = datetime.now(UTC)
            await _tend(db, say, channels)
        except RingbookError as error:
            say(f"database: {error}; trying again in a minute")


async def _roll(db: Database) -> None:
    for practice in await practices(db):
        await roll_slots(db, practice, datetime.now(UTC))


async def _tend(db: Database, say: Say, channels: Sequence[Channel]) -> None:
    for practice in await practices(db):
        if offers := await tend(db, practice, datetime.now(UTC)):
            say(f"{practice.slug}: kept {offers} time(s) for callers on the waiting list")
    await announce(db, channels, datetime.now(UTC))


async def _sweep(db: Database, home: Path, say: Say) -> None:
    if brought := await bring_back(db, unsaved_calls(home)):
        say(f"database: brought back {brought} call record(s) that it had not taken")
    if completed := await sweep(db, datetime.now(UTC)):
        say(f"database: completed {completed} interrupted call record(s)")
