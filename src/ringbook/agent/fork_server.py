"""The process that calls' processes are forked from. Light to import: it is started first."""

import multiprocessing
import sys
from typing import Literal

__all__ = ["CONTEXT", "start_fork_server"]

CONTEXT: Literal["forkserver", "spawn"] = "forkserver" if sys.platform == "linux" else "spawn"
"""How processes of calls are made; elsewhere than on Linux forking is not safe with threads."""

# `_preload_freeze` must be last: what it finds loaded stays shared between all processes.
_PRELOAD = (
    "ringbook.agent.preload",
    "livekit.agents.ipc._preload",
    "livekit.agents.ipc._preload_freeze",
)


def start_fork_server() -> None:
    """Start it, so that it loads beside the worker and not after it; nothing where there is none.

    The SDK finds it running and does not start its own. It takes over the environment as it is now.
    """
    if CONTEXT == "spawn":
        return
    from multiprocessing import forkserver

    multiprocessing.get_context(CONTEXT).set_forkserver_preload(list(_PRELOAD))
    forkserver.ensure_running()
