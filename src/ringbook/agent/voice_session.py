"""The `AgentSession` of a voice call: the speech parts that were chosen, nothing of the cloud."""

from livekit.agents import AgentSession

from ringbook.agent.call import Call
from ringbook.agent.providers.stack import Stack
from ringbook.agent.session import MAX_TOOL_STEPS, AnyLLM

__all__ = ["voice_session"]

ECHO_SECONDS = 1.0
"""How long at the start of a call the agent is deaf while it speaks: the browser's echo
canceller learns the room meanwhile. What a caller says then is lost; the SDK's own is three."""


def voice_session(call: Call, model: AnyLLM, speech: Stack) -> AgentSession[Call]:
    """A session with the speech parts chosen for this call; silence is minded by the call."""
    session = AgentSession[Call](
        userdata=call,
        llm=model,
        stt=speech.stt,
        tts=speech.tts,
        vad=speech.vad,
        turn_handling=speech.turn_handling,
        conn_options=speech.conn_options,
        max_tool_steps=MAX_TOOL_STEPS,
        user_away_timeout=None,
        aec_warmup_duration=ECHO_SECONDS,
        use_tts_aligned_transcript=speech.tts.capabilities.aligned_transcript,
    )
    if speech.words is not None:
        speech.words.attach(session)
    return session
