"""Where the output cannot be paused, as an avatar's cannot, words alone stop the agent's line."""

from collections.abc import AsyncIterator

import pytest
from livekit.agents import vad
from tests.speech.line import Loudspeaker
from tests.unit.held_session import Held, diary, hold

__all__ = ["diary"]

VOICE, SOUND, QUIET = (
    vad.VADEventType.START_OF_SPEECH,
    vad.VADEventType.INFERENCE_DONE,
    vad.VADEventType.END_OF_SPEECH,
)


@pytest.fixture
async def face(diary: object) -> AsyncIterator[Held]:
    """A call whose agent speaks through an avatar."""
    async with hold(line=Loudspeaker(pauses=False)) as call:
        yield call


async def goes_on(held: Held) -> None:
    """Until so much more of the line was heard that a stop would have shown."""
    await held.speaking(held.line.played_seconds + 0.3)


async def test_a_cough_and_a_listener_do_not_stop_the_line(face: Held) -> None:
    await face.speaking(0.3)
    face.activity.voice(VOICE)
    face.activity.voice(SOUND, 0.8)
    face.activity.voice(QUIET)
    await goes_on(face)
    await face.hears("Mm-hm.")
    await face.listening(1)
    assert face.line.log == ["played"]
    assert not face.said()[0].cut
    assert face.heard() == []


async def test_a_wait_stops_the_line_and_it_is_said_again(face: Held) -> None:
    await face.speaking(0.3)
    await face.hears("Wait.")
    await face.listening(2)
    greeting, patient = face.said()
    assert face.line.log == ["cut", "played"]
    assert greeting.cut
    assert patient.text == "Of course, take your time."


async def test_whoever_goes_on_speaking_stops_it_with_the_first_words(face: Held) -> None:
    await face.speaking(0.3)
    face.activity.voice(VOICE)
    face.activity.voice(SOUND, 0.6)
    await face.until(lambda: face.session.user_state == "speaking")
    face.ears.words.put_nowait("Okay…")
    await goes_on(face)
    face.ears.words.put_nowait("Okay, but on Friday…")
    await face.until(lambda: face.session.options.interruption["min_words"] == 0)
    face.activity.voice(SOUND, 1.4)
    await face.until(lambda: face.line.log == ["cut"])
    assert face.session.user_state == "speaking"


async def test_after_words_a_sound_alone_does_not_stop_the_next_line(face: Held) -> None:
    await face.speaking(0.3)
    await face.hears("Wait.")
    await face.until(lambda: "cut" in face.line.log)
    await face.until(lambda: face.session.agent_state == "speaking")
    face.activity.voice(VOICE)
    face.activity.voice(SOUND, 0.8)
    face.activity.voice(QUIET)
    await face.listening(2)
    assert face.line.log == ["cut", "played"]


async def test_when_the_avatar_has_left_a_sound_pauses_the_line_again(face: Held) -> None:
    await face.listening(1)
    line = face.line = Loudspeaker()
    face.session.output.audio = line
    face.session.say("Let me tell you all that we can do for you here today, one by one.")
    await face.until(lambda: line.played_seconds > 0.2)
    await face.hears("Mm-hm.")
    await face.listening(2)
    assert line.log == ["paused", "went on", "played"]
