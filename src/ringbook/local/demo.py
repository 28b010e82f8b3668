"""The whole product to look at: in a data directory of its own, with nobody's keys."""

import asyncio
import os
from collections.abc import MutableMapping
from pathlib import Path

from ringbook.agent.providers.chosen import describe
from ringbook.config import Settings
from ringbook.local.stand_ins import StandIns, find_checkout
from ringbook.local.supervisor import Say, Supervisor
from ringbook.local.up import Ready, up

__all__ = ["demo", "move_in", "take_out"]

_PREFIXES = (
    *("DATABASE_", "LIVEKIT_", "DEEPGRAM_", "AZURE_OPENAI_", "OPENAI_", "CARTESIA_", "BEY_"),
    "RINGBOOK_MESSAGES_",
)
_CHOICES = ("RINGBOOK_STT", "RINGBOOK_LLM", "RINGBOOK_TTS")


async def demo(say: Say, ready: Ready, *, cloud: bool) -> None:
    """Runs like `up`; `cloud`: with the vendors' stand-ins in place of the local parts.

    Changes this process's environment and directory, so it is for the command line only.

    Raises:
        RingbookError: something did not start, or `cloud` is asked for without a checkout.
    """
    checkout = find_checkout() if cloud else None
    home = move_in(say)
    if checkout is None:
        _tell(Settings(), say, "")
        await up(Settings(), say, ready)
    else:
        await _up_with(StandIns(checkout, home), say, ready)


async def _up_with(stand_ins: StandIns, say: Say, ready: Ready) -> None:
    """Like `up`, with the vendors' stand-ins started first; says at the end what they refused."""

    async def start_vendors(supervisor: Supervisor) -> Settings:
        await supervisor.start(stand_ins.component())
        os.environ.update(stand_ins.settings)
        _tell(Settings(), say, "simulated ")
        return Settings()

    relaying = asyncio.create_task(stand_ins.relay_messages(say))
    try:
        await up(Settings(), say, ready, first=start_vendors)
    finally:
        relaying.cancel()
    _report(stand_ins.refused(), say)


def move_in(say: Say) -> Path:
    """Makes the demo's data directory the current one, and clears the environment for it.

    A practice's bookings, keys and `.env` stay out of it, so they cannot be mixed.
    """
    home = (Settings().home() / "demo").resolve()
    home.mkdir(parents=True, exist_ok=True)
    say(f"the demo's own data, apart from any practice's: {home}")
    ignored = take_out(os.environ)
    ignored += ["what is in .env"] if Path(".env").exists() else []
    if ignored:
        say(f"set, but not used in the demo: {', '.join(ignored)}")
    os.environ["RINGBOOK_HOME"] = str(home)
    os.chdir(home)  # every part reads the .env of the directory it is started in
    return home


def take_out(environment: MutableMapping[str, str]) -> list[str]:
    """Removes what would put a part of somebody's own into the demo; the names of what was set."""
    found = [name for name in environment if _is_somebodys(name.upper())]
    return sorted(name for name in found if environment.pop(name))


def _is_somebodys(name: str) -> bool:
    return name.startswith(_PREFIXES) or name in _CHOICES


def _tell(settings: Settings, say: Say, how: str) -> None:
    for role, name, _ in describe(settings):
        say(f"{role}: {how}{name}")


def _report(refused: list[str], say: Say) -> None:
    if not refused:
        say("no request was noted that a vendor would have refused")
        return
    say("what a vendor would have refused:")
    for line in refused:
        say(f"    {line}")
