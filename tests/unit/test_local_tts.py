"""The local voice when there is nothing to say, and when it fails."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest
from livekit.agents import APIConnectOptions, APIError

from ringbook.agent.providers.fixed_lines import FixedLines
from ringbook.agent.providers.local_tts import LocalTTS
from ringbook.agent.providers.voice import Voice

ONCE = APIConnectOptions(max_retry=0)


class Dumb:
    """A voice that finds nothing to say, or cannot."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def phrases(self, text: str) -> list[str]:
        if self.error is not None:
            raise self.error
        return []


def local(voice: Dumb, home: Path) -> LocalTTS:
    return LocalTTS(cast(Voice, voice), ThreadPoolExecutor(1), FixedLines(home, "v"))


async def test_a_text_without_a_sound_does_not_break_the_reply(tmp_path: Path) -> None:
    async with local(Dumb(), tmp_path).synthesize("—", conn_options=ONCE) as line:
        assert 0 < (await line.collect()).duration < 0.2


async def test_a_failure_is_reported_to_the_session_without_its_text(tmp_path: Path) -> None:
    voice = local(Dumb(RuntimeError("98860 14182")), tmp_path)
    errors: list[str] = []
    voice.on("error", lambda event: errors.append(str(event.error)))
    with pytest.raises(APIError, match="the local voice failed"):
        async with voice.synthesize("Your number is 98860 14182.", conn_options=ONCE) as line:
            await line.collect()
    assert errors == ["the local voice failed"]
