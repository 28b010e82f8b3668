"""Faults of running stand-ins, switched by lines of text. `python -m tests.standins --help`."""

from collections.abc import Mapping
from typing import Any

from tests.standins.faults import Fault
from tests.standins.server import StandIn

__all__ = ["HELP", "obey"]

HELP = f"""commands, a line each, answered by "# done" or "# refused" and the line:
  fault VENDOR FAULT [TIMES]   fail so at the next requests, for ever without TIMES
  clear VENDOR                 fail no more
  stop VENDOR                  close every connection and refuse new ones
  start VENDOR                 be there again at the same address

VENDOR: azure, bey, cartesia, deepgram, messages
FAULT: {", ".join(fault.name.lower() for fault in Fault if fault is not Fault.TLS)}
"""


async def obey(vendors: Mapping[str, StandIn[Any]], line: str) -> str:
    """Do what a line says; the answer to it."""
    try:
        await _do(vendors, line)
    except (KeyError, ValueError):
        return f"# refused {line}"
    return f"# done {line}"


async def _do(vendors: Mapping[str, StandIn[Any]], line: str) -> None:
    match line.split():
        case ["fault", name, fault, *times] if len(times) < 2:
            left = int(times[0]) if times else None
            vendors[name].faults.add(Fault[fault.upper()], times=left)
        case ["clear", name]:
            vendors[name].faults.clear()
        case ["stop", name]:
            await vendors[name].stop()
        case ["start", name]:
            await vendors[name].start_again()
        case _:
            raise ValueError(line)
