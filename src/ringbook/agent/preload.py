"""What the processes of all calls share: imported once, in the fork server, never in the worker.

No garbage is collected from here on: the heap only grows while modules load. `prewarm` turns it on
again, for what the call itself makes.
"""

import gc
from importlib import import_module

from ringbook.agent.providers.chosen import clients
from ringbook.agent.providers.voice import pronunciation
from ringbook.config import Settings

_MODULES = ("ctranslate2", "onnxruntime", "tokenizers", "hibari", "ringbook.agent.worker")

gc.disable()
for _module in (*_MODULES, *clients(Settings())):
    import_module(_module)
pronunciation()
