"""The real models: what is spoken is heard, and what is no speech is not."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from livekit.agents import stt
from tests.speech.audio import Sound, frames, joined, noise, silence, spoken

from ringbook.agent.providers.local_speech import LocalSpeech, prewarm
from ringbook.agent.providers.local_stt import samples
from ringbook.config import Settings
from ringbook.domain.phone import read_number
from ringbook.domain.when import read_when

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 21, 10, 0, tzinfo=ZONE)  # a Wednesday


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSpeech]:
    loaded = prewarm(Settings.model_validate({"ringbook_home": tmp_path_factory.mktemp("home")}))
    yield loaded
    loaded.close()


async def heard(speech: LocalSpeech, sound: Sound) -> list[str]:
    """The finished transcripts of a caller's line that carried `sound`."""
    async with speech.stt().stream() as stream:
        for frame in frames(joined(silence(0.3), sound, silence(0.6))):
            stream.push_frame(frame)
        stream.end_input()
        return [
            event.alternatives[0].text
            async for event in stream
            if event.type is stt.SpeechEventType.FINAL_TRANSCRIPT
        ]


@pytest.mark.parametrize(
    ("said", "region", "number"),
    [
        ("My number is nine eight eight six zero one four one eight two.", "IN", "+919886014182"),
        ("three one two, five five five, oh one four two", "US", "+13125550142"),
        ("It's two one two, five five five, zero one eight seven.", "US", "+12125550187"),
    ],
)
async def test_phone_numbers_arrive(
    speech: LocalSpeech, said: str, region: str, number: str
) -> None:
    transcript = " ".join(await heard(speech, spoken(said)))
    assert read_number(transcript, region).e164 == number, transcript


async def test_a_number_in_groups_with_pauses_arrives_whole(speech: LocalSpeech) -> None:
    pause = silence(0.7)
    groups = [spoken(group) for group in ("nine eight eight", "six zero one", "four one eight two")]
    transcripts = await heard(speech, joined(groups[0], pause, groups[1], pause, groups[2]))
    digits = ""
    for transcript in transcripts:  # one or several, by how fast the recogniser is
        digits = read_number(transcript, "IN", digits).digits
    assert digits == "9886014182"


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("Next Tuesday at two thirty p.m.", date(2026, 1, 27), time(14, 30)),
        ("On January twenty seventh, please.", date(2026, 1, 27), None),
        ("Tomorrow at ten fifteen in the morning.", date(2026, 1, 22), time(10, 15)),
        ("Could I come in on Friday at nine a.m.?", date(2026, 1, 23), time(9, 0)),
    ],
)
async def test_days_and_times_arrive(
    speech: LocalSpeech, said: str, day: date, at: time | None
) -> None:
    transcript = " ".join(await heard(speech, spoken(said)))
    when = read_when(transcript, NOW, ZONE)
    assert (when.date, when.time) == (day, at), transcript


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I'd like to book an appointment.", ("book", "appointment")),
        ("Please cancel my appointment.", ("cancel", "appointment")),
        ("Can I move it to another day?", ("move", "day")),
        ("Yes, that's right.", ("yes", "right")),
        ("The second one, please.", ("second",)),
        ("My name is John Smith.", ("john", "smith")),
        ("Thank you, goodbye.", ("thank", "bye")),
    ],
)
async def test_requests_and_names_arrive(
    speech: LocalSpeech, said: str, words: tuple[str, ...]
) -> None:
    transcript = " ".join(await heard(speech, spoken(said))).lower()
    assert [word for word in words if word not in transcript] == []


@pytest.mark.parametrize(
    "sound",
    [silence(2.0), noise(2.0), noise(1.0, 0.4)],
    ids=["silence", "noise", "loud noise"],
)
async def test_what_is_no_speech_gives_nothing(speech: LocalSpeech, sound: Sound) -> None:
    assert await heard(speech, sound) == []
    assert speech.whisper.transcribe(sound).text == ""


def kept_lines(speech: LocalSpeech) -> int:
    return len(list(speech.cache.iterdir()))


async def test_the_voice_speaks_its_lines_and_keeps_only_the_fixed_ones(
    speech: LocalSpeech,
) -> None:
    voice = speech.tts(["One moment."])
    first = await voice.synthesize("One moment.").collect()
    again = await speech.tts(["One moment."]).synthesize("One moment.").collect()
    private = await voice.synthesize("Your number is 988-601-4182.").collect()
    assert bytes(first.data) == bytes(again.data)
    assert 0.5 < first.duration < 2.5 < private.duration
    assert kept_lines(speech) == 1


async def test_phone_digits_are_spoken_one_by_one(speech: LocalSpeech) -> None:
    said = await speech.tts().synthesize("Your number is +1 312-555-0142.").collect()
    transcript = " ".join(await heard(speech, samples([said])))
    assert read_number(transcript, "US").e164 == "+13125550142", transcript
