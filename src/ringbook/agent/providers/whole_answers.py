"""Why a large model's answer ended, which the SDK drops: one that was cut looks whole otherwise.

A content filter, or a limit of tokens, ends an answer in the middle of a sentence as politely as
the model ends it itself, with its usage and all.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from livekit.agents.llm import ChatChunk, ChoiceDelta
from livekit.plugins import openai

__all__ = ["tells_of_cuts"]

CUT: Final = {"content_filter": "content filter", "length": "answer too long"}
"""By `finish_reason`, which has one of few values."""

type Parse = Callable[..., ChatChunk | None]


def tells_of_cuts(model: openai.LLM) -> openai.LLM:
    """The same model; the last chunk of an answer that was cut says so: `delta.extra["cut"]`."""
    ask = model.chat

    def chat(**options: Any) -> openai.llm.LLMStream:
        stream = ask(**options)
        parse: Parse = partial(_parsed, stream._parse_choice)
        stream._parse_choice = parse  # type: ignore[method-assign] # the SDK has no hook for it
        return stream

    model.chat = chat  # type: ignore[method-assign] # as above
    return model


def _parsed(parse: Parse, source: str, choice: Any, *more: Any) -> ChatChunk | None:
    chunk = parse(source, choice, *more)
    why = CUT.get(choice.finish_reason or "")
    if why is None:
        return chunk
    said = chunk.delta.content if chunk and chunk.delta else None
    delta = ChoiceDelta(role="assistant", content=said, extra={"cut": why})
    return ChatChunk(id=source, delta=delta)
