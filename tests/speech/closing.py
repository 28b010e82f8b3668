"""The end of a session's parts: the SDK closes only the session."""

from typing import Any

from livekit.agents import AgentSession, llm, stt, tts

__all__ = ["close_parts"]


async def close_parts(session: AgentSession[Any]) -> None:
    """Close the connections that ears, voice and model would keep until the process ends."""
    for part in (session.stt, session.tts, session.llm):
        if isinstance(part, stt.STT | tts.TTS | llm.LLM):
            await part.aclose()
