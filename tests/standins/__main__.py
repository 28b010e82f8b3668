"""The stand-ins by hand: `python -m tests.standins` prints what to export, and runs till Ctrl-C.

Then it says what a vendor would have refused, and ends with status 1 if there was anything.
"""

import argparse
import asyncio
import logging
import signal
import sys
from contextlib import AsyncExitStack
from typing import Any

from tests.standins.azure import AzureStandIn
from tests.standins.bey import BeyStandIn
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.server import StandIn
from tests.standins.voices import local_ears, local_voice

from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings

READY = "# all are there"


async def run(first_port: int) -> list[str]:
    """All of them on ports in a row; 0 takes any. Gives what a vendor would have refused."""
    logging.basicConfig()  # its prefix tells a library's line from a refusal
    speech = await asyncio.to_thread(prewarm, Settings())
    vendors: tuple[StandIn[Any], ...] = (
        DeepgramStandIn(local_ears(speech.whisper, speech.hearing)),
        AzureStandIn(),
        CartesiaStandIn(local_voice(speech.voice, speech.speaking)),
        BeyStandIn(),
    )
    async with AsyncExitStack() as stack:
        for place, vendor in enumerate(vendors):
            await vendor.start(first_port + place if first_port else 0)
            stack.push_async_callback(vendor.stop)
            for name, value in vendor.environment().items():
                sys.stdout.write(f"export {name}={value}\n")
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        await interrupted()
    return [refused for vendor in vendors for refused in vendor.take_violations()]


async def interrupted() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.standins", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="the first of the ports; 0: any")
    refused = asyncio.run(run(parser.parse_args().port))
    sys.exit("\n".join(refused) or 0)
