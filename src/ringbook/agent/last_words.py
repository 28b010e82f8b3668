"""Lines that end a call when nothing else works: kept as audio before they are needed."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

from livekit import rtc
from livekit.agents import Agent, AgentSession, StopResponse
from livekit.agents.llm import ChatContext, ChatMessage

from ringbook.agent.call import Call
from ringbook.dialogue.languages.spoken_here import fixed
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.model import Practice
from ringbook.domain.phone import spoken_groups
from ringbook.domain.reach import reach_from

__all__ = ["STOPPING", "TIME_IS_UP", "LastWords", "Unable", "apology", "no_diary"]

log = logging.getLogger("ringbook.voice")

STOPPING = "I'm sorry, I have to stop here for maintenance. Please call again in a moment. Goodbye."
TIME_IS_UP = "I'm sorry, I have to end this call now. Please call again. Goodbye."
RATE = 24_000
FRAME = RATE // 50 * 2
"""Bytes of 20 ms."""

type Speak = Callable[[str], Awaitable[bytes]]
"""Gives a line as 16-bit samples at 24 kHz, kept from earlier calls if it can be."""


def apology(practice: Practice, now: datetime) -> str:
    """What is said when the call cannot go on, with the number to call instead if there is one."""
    sorry = "I'm sorry, something has gone wrong on our side and I can't go on."
    return f"{sorry} {_instead(practice, now)} Goodbye."


def no_diary(practice: Practice, now: datetime) -> str:
    """What a caller hears whose call finds no database from its first second on."""
    hello = f"Thanks for calling {practice.name}. " if practice.name else ""
    sorry = f"{hello}I'm sorry, our diary is not answering, so I can't help you right now."
    return f"{sorry} {_instead(practice, now)} Goodbye."


def _instead(practice: Practice, now: datetime) -> str:
    if practice.hand_over_phone is None:
        return "Please call again later."
    number = spoken_groups(practice.hand_over_phone, practice.phone_region)
    return f"Please call us at {number}{reach_from(practice, now)}."


class Unable(Agent):
    """Answers nothing: for a call of which only the last line is said."""

    def __init__(self) -> None:
        super().__init__(instructions="")

    async def on_user_turn_completed(self, turn_ctx: ChatContext, new_message: ChatMessage) -> None:
        raise StopResponse


class LastWords:
    """The last line of a call that began at `now`, whatever is broken by then."""

    def __init__(self, practice: Practice, speak: Speak, now: datetime) -> None:
        self.apology, self.no_diary = apology(practice, now), no_diary(practice, now)
        self._speak = speak
        self._audio: dict[str, bytes] = {}

    async def prepare(self) -> None:
        """Make the audio. Does not raise: the call goes on, and may do so to its end."""
        for line in (self.apology, self.no_diary, STOPPING, TIME_IS_UP):
            try:
                self._audio[line] = await self._speak(line)
            except Exception:
                log.exception("a last line could not be prepared")

    async def say(self, session: AgentSession[Call], line: str) -> None:
        """Say `line` to its end, without any provider if its audio is there."""
        other = _elsewhere(session.userdata.state, line)
        if other != line:
            await session.say(other, allow_interruptions=False)
        elif line in self._audio:
            audio = _frames(self._audio[line])
            await session.say(line, audio=audio, allow_interruptions=False)
        else:
            await session.say(line, allow_interruptions=False)


def _elsewhere(state: CallState, line: str) -> str:
    """The line in the call's language, of those that are said while the providers still work."""
    names = {STOPPING: "stopping", TIME_IS_UP: "time_is_up"}
    return fixed(line, names[line], state) if line in names else line


async def _frames(pcm: bytes) -> AsyncIterator[rtc.AudioFrame]:
    for start in range(0, len(pcm) // 2 * 2, FRAME):
        piece = pcm[start : start + FRAME]
        yield rtc.AudioFrame(piece, RATE, 1, len(piece) // 2)
