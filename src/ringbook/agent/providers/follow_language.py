"""The provider's voice speaks the language that the call is held in."""

from typing import Protocol, runtime_checkable

from livekit.agents import tts

from ringbook.agent.call import Call
from ringbook.agent.providers.tts_chain import ChainTTS
from ringbook.dialogue.state.call_events import CallEvent

__all__ = ["follow_language"]


@runtime_checkable
class Polyglot(Protocol):
    """The part of a provider's voice that is used here."""

    def update_options(self, *, language: str) -> None: ...


def follow_language(call: Call, voice: tts.TTS[object] | None, english: str) -> None:
    """Keep `voice` in the call's language; `english` is the code of its English.

    The local voice behind it speaks English only.
    """
    speaking = voice.remote if isinstance(voice, ChainTTS) else None
    if not isinstance(speaking, Polyglot) or len(call.languages) < 2:
        return
    last = "en"

    def follow(_: CallEvent) -> None:
        nonlocal last
        if (language := call.state.tongue.language) != last:
            last = language
            speaking.update_options(language=english if language == "en" else language)

    call.listeners.append(follow)
