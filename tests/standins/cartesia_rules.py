"""What Cartesia refuses in a request for speech. Pure.

By docs.cartesia.ai, "Text to Speech (WebSocket)".
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["connect_problems", "speech_problems"]

VERSION = re.compile(r"\d{4}-\d\d-\d\d")
CONTEXT = re.compile(r"[A-Za-z0-9_-]+")
RATES = (8000, 16000, 22050, 24000, 44100, 48000)
ENCODINGS = ("pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw")
LANGUAGES = frozenset(
    ["en", "fr", "de", "es", "pt", "zh", "ja", "hi", "it", "ko", "nl", "pl", "ru", "sv", "tr"]
)
LONGEST_BUFFER = 5000
FIXED = ("model_id", "voice", "output_format", "language")
"""What must be the same in all requests of one context."""

type Body = Mapping[str, Any]


def connect_problems(version: str) -> list[str]:
    """Why a connection would be refused, apart from its key."""
    return [] if VERSION.fullmatch(version) else [f"cartesia_version {version!r} is no date"]


def speech_problems(body: object, first: Body | None) -> list[str]:
    """Why a request would be refused; `first` is the first of the same context."""
    if not isinstance(body, Mapping):
        return ["not a JSON object"]
    found = [*_fields(body), *_voice(body.get("voice")), *_format(body.get("output_format"))]
    found += _generation(body.get("generation_config") or {})
    if first is not None:
        found += [f"{key} changed within a context" for key in FIXED if body[key] != first[key]]
    elif not str(body.get("transcript", "")).strip():
        found.append("the initial transcript is empty")
    return found


def _fields(body: Body) -> Iterator[str]:
    if not str(body.get("model_id", "")).startswith("sonic"):
        yield f"model_id {body.get('model_id')!r} is not a valid model"
    if not CONTEXT.fullmatch(str(body.get("context_id", ""))):
        yield "context_id may hold letters, digits, _ and - only"
    if not isinstance(body.get("transcript"), str):
        yield "transcript is not a string"
    if body.get("language") not in LANGUAGES:
        yield f"language {body.get('language')!r} is not supported"
    for flag in ("continue", "add_timestamps", "flush"):
        if not isinstance(body.get(flag, False), bool):
            yield f"{flag} is not true or false"
    if not 0 <= body.get("max_buffer_delay_ms", 0) <= LONGEST_BUFFER:
        yield "max_buffer_delay_ms is out of range"


def _voice(voice: object) -> Iterator[str]:
    if not isinstance(voice, Mapping) or voice.get("mode") != "id" or not voice.get("id"):
        yield "voice must be {mode: id, id: …}"


def _format(output: object) -> Iterator[str]:
    if not isinstance(output, Mapping) or output.get("container") != "raw":
        yield "output_format.container must be raw"
        return
    if output.get("encoding") not in ENCODINGS:
        yield f"output_format.encoding {output.get('encoding')!r} is not supported"
    if output.get("sample_rate") not in RATES:
        yield f"output_format.sample_rate {output.get('sample_rate')!r} is not supported"


def _generation(config: Body) -> Iterator[str]:
    if not 0.6 <= config.get("speed", 1.0) <= 2.0:
        yield "generation_config.speed is not between 0.6 and 2.0"
    if not 0.5 <= config.get("volume", 1.0) <= 2.0:
        yield "generation_config.volume is not between 0.5 and 2.0"
