"""The call itself, on LiveKit: the only package that imports `livekit.agents`."""

import os

# onnxruntime looks up a telemetry host when it is first imported; nothing may leave the machine.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
