"""Speech and language providers, local and by key."""

import os

# onnxruntime looks up a telemetry host as soon as it is imported, and nothing may leave.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
