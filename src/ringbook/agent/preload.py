"""What the processes of all calls share: imported once, in the fork server, never in the worker.

No garbage is collected from here on: the heap only grows while modules load. `prewarm` turns it on
again, for what the call itself makes.
"""

import gc
import os
from importlib import import_module

from ringbook.agent.providers.chosen import clients
from ringbook.agent.providers.voice import pronunciation
from ringbook.config import Settings

_ON_FIRST_USE = {
    "livekit.plugins.openai": (
        *("openai.resources.chat.completions", "openai.resources.models", "openai.pagination"),
        *("openai.lib.streaming.chat", "anyio._backends._asyncio", "httpcore2", "jiter"),
    )
}
"""What a client brings in with its first request, which would stall the call as well."""

os.environ.setdefault("LIVEKIT_AGENTS_LOOP_BLOCK_WARN_MS", "0")
"""The SDK looks for a call that stands still forty times a second, which costs each call; to look
for one, set the milliseconds from which it counts."""

os.environ.setdefault("TOKIO_WORKER_THREADS", "1")
"""Of the SDK's native part: a call keeps one less than half busy, and several wake each other."""

_MODULES = ("ctranslate2", "onnxruntime", "tokenizers", "hibari", "ringbook.agent.worker")

gc.disable()
for _module in (*_MODULES, *clients(Settings())):
    import_module(_module)
    for _later in _ON_FIRST_USE.get(_module, ()):
        import_module(_later)
pronunciation()
