"""What Deepgram refuses in a live stream. Pure. By developers.deepgram.com, "Live Audio"."""

from collections.abc import Iterator, Mapping

__all__ = ["frame_problems", "listen_problems"]

MODELS = ("nova-3", "nova-3-general", "nova-3-medical", "nova-2", "nova-2-general")
FLAGS = [
    "punctuate",
    "smart_format",
    "no_delay",
    "interim_results",
    "vad_events",
    "filler_words",
    "profanity_filter",
    "numerals",
    "mip_opt_out",
    "diarize",
    "dictation",
]
MOST_KEY_TERMS = 100
MOST_KEY_TERM_TOKENS = 500
SHORTEST_UTTERANCE_END = 1000
LONGEST_FRAME = 0.25
"""Seconds; Deepgram recommends 20 to 250 ms a message."""
MESSAGES = ("KeepAlive", "Finalize", "CloseStream", "Configure")

type Query = Mapping[str, str]


def listen_problems(query: Query, key_terms: list[str]) -> list[str]:
    """Why a stream with these options would be refused, apart from its key."""
    return [*_audio(query), *_words(query, key_terms), *_flags(query)]


def _audio(query: Query) -> Iterator[str]:
    if query.get("encoding") != "linear16":
        yield f"encoding {query.get('encoding')!r}: the stand-in takes linear16 only"
    rate = query.get("sample_rate", "")
    if not rate.isdigit() or not 8000 <= int(rate) <= 48000:
        yield f"sample_rate {rate!r} is not supported"
    if query.get("channels", "1") != "1":
        yield "more than one channel"


def _words(query: Query, key_terms: list[str]) -> Iterator[str]:
    model = query.get("model", "")
    if model not in MODELS:
        yield f"no such model: {model!r}"
    if not query.get("language"):
        yield "no language"
    if key_terms and not model.startswith("nova-3"):
        yield "keyterm is for nova-3 only"
    if "keywords" in query and model.startswith("nova-3"):
        yield "keywords is not for nova-3"
    size = sum(2 * len(term.split()) for term in key_terms)
    if len(key_terms) > MOST_KEY_TERMS or size > MOST_KEY_TERM_TOKENS:
        yield f"{len(key_terms)} key terms of about {size} tokens are too many"


def _flags(query: Query) -> Iterator[str]:
    for flag in FLAGS:
        if query.get(flag, "true") not in ("true", "false"):
            yield f"{flag} is {query[flag]!r}, not true or false"
    endpointing = query.get("endpointing", "10")
    if endpointing not in ("true", "false") and not endpointing.isdigit():
        yield f"endpointing {endpointing!r} is neither milliseconds nor false"
    utterance_end = query.get("utterance_end_ms")
    if utterance_end is None:
        return
    if not utterance_end.isdigit() or int(utterance_end) < SHORTEST_UTTERANCE_END:
        yield f"utterance_end_ms {utterance_end!r} is below {SHORTEST_UTTERANCE_END}"
    if query.get("interim_results") != "true":
        yield "utterance_end_ms needs interim_results"


def frame_problems(pcm: bytes, rate: int) -> list[str]:
    """Why a message with audio is wrong."""
    if not pcm or len(pcm) % 2:
        return [f"{len(pcm)} bytes are no 16-bit samples"]
    seconds = len(pcm) / 2 / rate
    return [f"a frame of {seconds:.2f} s"] if seconds > LONGEST_FRAME else []
