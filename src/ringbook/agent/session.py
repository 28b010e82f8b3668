"""The `AgentSession` of a text call, and the choice of a call's model."""

from collections.abc import Callable
from typing import Any

from livekit.agents import AgentSession
from livekit.agents.llm import LLM

from ringbook.agent.call import Call
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.config import Settings

__all__ = ["MAX_TOOL_STEPS", "AnyLLM", "ModelOf", "model_chooser", "text_session"]

type AnyLLM = LLM[Any]
"""Models differ in the events that they emit besides the common ones."""

type ModelOf = Callable[[OfflineLLM], AnyLLM]
"""Chooses the model of a call, with the offline engine as its backup or as itself."""


def model_chooser(settings: Settings) -> ModelOf:
    """The large model when one is set up, backed by the offline engine; else that engine."""
    from ringbook.agent.providers.language import choose_llm  # brings in the provider's client

    return lambda offline: choose_llm(settings, offline)


MAX_TOOL_STEPS = 8
"""Identify, look up, book and say so in one turn, with room for a refusal in between."""


def text_session(call: Call, model: AnyLLM) -> AgentSession[Call]:
    """A session without audio: no voice detection and no turn detection is loaded."""
    return AgentSession[Call](
        userdata=call,
        llm=model,
        vad=None,
        turn_handling={"turn_detection": "manual", "preemptive_generation": {"enabled": False}},
        max_tool_steps=MAX_TOOL_STEPS,
        user_away_timeout=None,
        aec_warmup_duration=None,
    )
