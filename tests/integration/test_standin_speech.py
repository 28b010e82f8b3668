"""The stand-ins for Cartesia and Deepgram speak and hear by the real clients."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import aiohttp
import pytest
from livekit import rtc
from livekit.agents import APIConnectOptions, APIError, stt, tts, utils
from tests.integration.provider_calls import settings_of
from tests.speech.audio import frames, joined, silence, spoken
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.voices import local_ears, scripted_ears

from ringbook.agent.providers import cloud
from ringbook.agent.providers.local_speech import prewarm
from ringbook.config import Settings
from ringbook.domain.model import Practice

PATIENCE = APIConnectOptions(max_retry=0, timeout=60.0)
OAK = Practice(UUID(int=1), "oak", "Oak", "UTC", ((),) * 7, (), ())


@pytest.fixture
async def http() -> AsyncIterator[None]:
    """The connections of the clients, as a job of the worker has them."""
    async with utils.http_context.open():
        yield


# ---- Cartesia -----------------------------------------------------------------------------------


async def spoken_by(voice: tts.TTS[Any], *texts: str) -> list[rtc.AudioFrame]:
    """The audio of one answer that comes in pieces."""
    async with voice.stream(conn_options=PATIENCE) as stream:
        for text in texts:
            stream.push_text(text)
        stream.end_input()
        return [audio.frame async for audio in stream]


@pytest.mark.usefixtures("http")
async def test_cartesia_speaks_sentence_by_sentence_with_the_times_of_the_words() -> None:
    async with CartesiaStandIn() as cartesia:
        voice = cloud.cartesia(settings_of(cartesia.environment()))
        heard = await spoken_by(voice, "Hello there. ", "How can I help?")
        await voice.aclose()
    (served,) = cartesia.served
    assert served.sentences == ["Hello there.", "How can I help?"]
    assert served.characters == len("Hello there. How can I help?")
    assert sum(frame.duration for frame in heard) == pytest.approx(served.audio_seconds, abs=0.01)
    words = [word for frame in heard for word in frame.userdata.get("lk.timed_transcripts", ())]
    assert "".join(words).split() == ["Hello", "there.", "How", "can", "I", "help?"]


@pytest.mark.usefixtures("http")
async def test_cartesia_refuses_a_wrong_key() -> None:
    async with CartesiaStandIn() as cartesia:
        voice = cloud.cartesia(settings_of(cartesia.environment(), cartesia_api_key="wrong"))
        with pytest.raises(APIError):
            await spoken_by(voice, "Hello there.")
        await voice.aclose()
        assert cartesia.take_violations() == ["401: a wrong X-API-Key"]


# ---- Deepgram -----------------------------------------------------------------------------------


def client_of(deepgram: DeepgramStandIn) -> stt.STT[Any]:
    return cloud.deepgram(settings_of(deepgram.environment()), cloud.key_terms(OAK))


async def heard_by(ears: stt.STT[Any], *said: str) -> list[str]:
    """The finished transcripts of a line on which `said` was said."""
    async with ears.stream(conn_options=PATIENCE) as stream:
        sounds = [part for words in said for part in (silence(0.3), spoken(words), silence(0.6))]
        for frame in frames(joined(*sounds)):
            stream.push_frame(frame)
        stream.end_input()
        events = [event async for event in stream]
    kinds = [event.type for event in events]
    assert kinds.count(stt.SpeechEventType.START_OF_SPEECH) == len(said)
    assert kinds.count(stt.SpeechEventType.END_OF_SPEECH) == len(said)
    finals = [e for e in events if e.type is stt.SpeechEventType.FINAL_TRANSCRIPT]
    return [event.alternatives[0].text for event in finals]


@pytest.mark.usefixtures("http")
async def test_deepgram_hears_by_script() -> None:
    async with DeepgramStandIn(scripted_ears("Hello.", "A check-up.")) as deepgram:
        ears = client_of(deepgram)
        assert await heard_by(ears, "Hello.", "A check up.") == ["Hello.", "A check-up."]
    (served,) = deepgram.served
    assert served.closed_politely
    assert served.frames == pytest.approx(served.audio_seconds / 0.05, abs=1)


@pytest.mark.usefixtures("http")
async def test_deepgram_hears_for_real(tmp_path: Path) -> None:
    speech = await asyncio.to_thread(prewarm, Settings.model_validate({"ringbook_home": tmp_path}))
    async with DeepgramStandIn(local_ears(speech.whisper, speech.hearing)) as deepgram:
        ears = client_of(deepgram)
        (heard,) = await heard_by(ears, "I'd like to book an appointment.")
    assert "appointment" in heard
    speech.close()


@pytest.mark.usefixtures("http")
async def test_deepgram_refuses_a_wrong_key_and_wrong_options() -> None:
    async with DeepgramStandIn() as deepgram, aiohttp.ClientSession() as client:
        url = f"{deepgram.url}/v1/listen"
        good = {"model": "nova-3", "language": "en", "encoding": "linear16", "sample_rate": "16000"}
        for key, options, status in (
            ("wrong", good, 401),
            (deepgram.key, good | {"encoding": "opus"}, 400),
            (deepgram.key, good | {"keywords": "Oak:2"}, 400),
            (deepgram.key, good | {"utterance_end_ms": "500"}, 400),
        ):
            headers = {"Authorization": f"Token {key}"}
            async with client.get(url, params=options, headers=headers) as answer:
                assert answer.status == status
        assert len(deepgram.take_violations()) == 4
