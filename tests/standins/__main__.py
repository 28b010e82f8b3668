"""The stand-ins by hand: `python -m tests.standins` prints what to export, and runs till Ctrl-C.

Then it says what a vendor would have refused, and ends with status 1 if there was anything.
"""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

from tests.standins.azure import AzureStandIn
from tests.standins.bey import BeyStandIn
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.commands import HELP, obey
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.messages import MessagesStandIn
from tests.standins.server import StandIn
from tests.standins.voices import local_ears, local_voice

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings

READY = "# all are there"


async def run(first_port: int, *, takes_commands: bool) -> list[str]:
    """All of them on ports in a row; 0 takes any. Gives what a vendor would have refused."""
    logging.basicConfig()  # its prefix tells a library's line from a refusal
    stop = stopping()
    speech = await asyncio.to_thread(prewarm, Settings())
    vendors: dict[str, StandIn[Any]] = {
        "deepgram": DeepgramStandIn(local_ears(speech.whisper, speech.hearing)),
        "azure": AzureStandIn(),
        "cartesia": CartesiaStandIn(local_voice(speech.voice, speech.speaking)),
        "bey": BeyStandIn(),
        "messages": MessagesStandIn(tell=lambda line: say(f"# {line}")),
    }
    async with AsyncExitStack() as stack:
        for place, vendor in enumerate(vendors.values()):
            await vendor.start(first_port + place if first_port else 0)
            stack.push_async_callback(vendor.stop)
            for name, value in vendor.environment().items():
                sys.stdout.write(f"export {name}={value}\n")
        say(READY)
        obeying = asyncio.create_task(obey_all(vendors)) if takes_commands else None
        await stop.wait()
        if obeying is not None:
            obeying.cancel()
    return [refused for vendor in vendors.values() for refused in vendor.take_violations()]


async def obey_all(vendors: Mapping[str, StandIn[Any]]) -> None:
    """Read commands until there are no more; not by a thread, which would outlive the loop."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async for line in lines:
        say(await obey(vendors, line.decode().strip()))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def stopping() -> asyncio.Event:
    """Set by Ctrl-C, from now on: who has read that all are there may end them at once."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m tests.standins",
        description=__doc__,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="the first of the ports; 0: any")
    parser.add_argument("--commands", action="store_true", help="read commands on standard input")
    given = parser.parse_args()
    refused = asyncio.run(run(given.port, takes_commands=given.commands))
    sys.exit("\n".join(refused) or 0)
