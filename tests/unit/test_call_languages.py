"""Which languages a call can be held in, and what the providers are told of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

import pytest
from livekit.agents import UserInputTranscribedEvent
from livekit.agents.language import LanguageCode
from pydantic import ValidationError

from ringbook.agent.call import Call
from ringbook.agent.providers import cloud
from ringbook.agent.providers.call_languages import call_languages, hears
from ringbook.agent.providers.follow_language import follow_language
from ringbook.agent.providers.tts_chain import ChainTTS
from ringbook.cli.practice_text import languages
from ringbook.config import Settings
from ringbook.dialogue.state.call_events import Started, UserSaid
from ringbook.dialogue.state.call_state import NOBODY
from ringbook.practice import PracticeFile
from ringbook.store.pool import Database
from ringbook.store.practice_read import Tenant

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)
MODEL = {"openai_base_url": "http://127.0.0.1:1/v1", "openai_model": "m"}
SPEECH = {"deepgram_api_key": "k", "cartesia_api_key": "k"}
LISTED = ("en", "es", "hi", "de")
PRACTICE = {
    "name": "A",
    "timezone": "UTC",
    "opening_hours": {"monday": ["09:00-17:00"]},
    "services": [{"name": "Cut", "duration_minutes": 30}],
}


def settings(**values: str) -> Settings:
    return Settings.model_validate(values)


@pytest.mark.parametrize(
    ("set_up", "by_voice", "spoken"),
    [
        ({}, True, ("en",)),
        ({}, False, ("en",)),
        (SPEECH, True, ("en",)),
        (MODEL, True, ("en",)),
        (MODEL, False, ("en", "es", "hi")),
        (MODEL | SPEECH, True, ("en", "es", "hi")),
        (MODEL | SPEECH | {"ringbook_tts": "local"}, True, ("en",)),
        (MODEL | SPEECH | {"deepgram_model": "nova-3-medical"}, True, ("en",)),
    ],
)
def test_a_language_is_spoken_where_every_part_can(
    set_up: dict[str, str], by_voice: bool, spoken: tuple[str, ...]
) -> None:
    assert call_languages(settings(**set_up), LISTED, by_voice=by_voice) == spoken


def test_english_is_always_spoken_and_the_first_listed_begins() -> None:
    every = settings(**MODEL, **SPEECH)
    assert call_languages(every, ("es",), by_voice=True) == ("es", "en")
    assert call_languages(settings(), ("es",), by_voice=True) == ("en",)


def test_the_recogniser_listens_for_all_only_where_there_are_several() -> None:
    set_up = settings(**SPEECH)
    assert (hears(set_up, ("en",)), hears(set_up, ("en", "es"))) == ("en", "multi")
    stt = cloud.deepgram(set_up, ["Check-up"], "multi")
    options = stt._opts  # type: ignore[attr-defined] # the plugin tells nobody what it was given
    assert (str(options.language), options.keyterm, options.numerals) == (
        "multi",
        ["Check-up"],
        True,
    )


@dataclass
class Voice:
    spoken: list[str] = field(default_factory=list)

    def update_options(self, *, language: str) -> None:
        self.spoken.append(language)


def call(*spoken: str) -> Call:
    return Call(
        practice=NOBODY,
        session_id="s",
        db=cast(Database, None),
        clock=lambda: NOW,
        languages=spoken,
    )


def test_the_voice_follows_the_language_of_the_call() -> None:
    voice, held = Voice(), call("en", "es")
    chain = ChainTTS.__new__(ChainTTS)
    chain.remote = cast("object", voice)  # type: ignore[assignment] # only what is used of it
    follow_language(held, chain, "en-GB")
    held.apply(Started(NOW, NOBODY, languages=held.languages))
    held.apply(UserSaid(NOW, "hola, quiero pedir una cita"))
    held.apply(UserSaid(NOW, "el martes"))
    held.apply(UserSaid(NOW, "oh sorry, can we do this in English please"))
    held.apply(UserSaid(NOW, "I would like to book for Monday"))
    assert voice.spoken == ["es", "en-GB"]


def test_what_the_recogniser_heard_goes_into_the_turn() -> None:
    held = call("en", "es")
    for final, language in ((True, "es"), (False, "fr")):
        event = UserInputTranscribedEvent(
            transcript="cita", is_final=final, language=LanguageCode(language)
        )
        held.on_transcript(event)
    assert held.heard_language == "es"


def test_an_unknown_language_is_an_error_with_its_place() -> None:
    with pytest.raises(ValidationError, match=r"ISO 639-1 code.*de, en, es, fr, hi, it, pt"):
        PracticeFile.model_validate(PRACTICE | {"languages": ["en", "Spanish"]})
    with pytest.raises(ValidationError):
        PracticeFile.model_validate(PRACTICE | {"languages": []})


def test_a_stored_practice_with_an_unchecked_language_is_still_read() -> None:
    stored = PRACTICE | {"languages": ["English", "es"]}
    assert Tenant(UUID(int=1), stored).file.languages == ("es",)
    assert Tenant(UUID(int=1), PRACTICE).file.languages == ("en",)


def test_the_check_says_which_languages_are_spoken() -> None:
    said = languages(LISTED, ("en", "es"), ("en", "es", "hi"))
    assert said.splitlines() == [
        "languages, with the providers set up here:",
        "  Spanish: spoken",
        "  Hindi: typed only; it takes Deepgram nova-3 and Cartesia",
        "  German: callers are told in it that English is spoken",
    ]
    assert languages(("es",), ("en",), ("en",)).endswith(
        "Spanish: not spoken; it takes a large language model, Deepgram nova-3 and Cartesia"
    )
    assert languages(("en",), ("en",), ("en",)) == ""
