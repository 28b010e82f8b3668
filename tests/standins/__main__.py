"""The stand-ins by hand: `python -m tests.standins` prints what to export, and runs till Ctrl-C."""

import argparse
import asyncio
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


async def run(first_port: int) -> None:
    """All of them on ports in a row; 0 takes any."""
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
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.standins", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="the first of the ports; 0: any")
    try:
        asyncio.run(run(parser.parse_args().port))
    except KeyboardInterrupt:
        sys.exit(0)
