"""Which speech parts are chosen, by what is set; nothing is loaded and nothing connects."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
from livekit.plugins import cartesia

from ringbook.agent.providers import cloud
from ringbook.agent.providers.chosen import check, clients, describe
from ringbook.agent.providers.cloud import key_terms
from ringbook.agent.providers.local_speech import LocalSpeech
from ringbook.agent.providers.local_stt import LocalSTT
from ringbook.agent.providers.stack import choose, fixed_lines
from ringbook.agent.providers.stt_chain import ChainSTT
from ringbook.agent.providers.tts_chain import ChainTTS
from ringbook.agent.providers.turn_end import NumberAwareTurnDetector
from ringbook.agent.providers.turn_end_audio import AudioTurnDetector
from ringbook.agent.providers.voice import Voice
from ringbook.agent.providers.whisper import Whisper
from ringbook.config import Settings
from ringbook.domain.model import Practice, Provider, Service
from ringbook.errors import ConfigurationError

ID = UUID(int=1)
TURNS = Path(__file__).resolve().parents[2] / "docs" / "turn-taking.md"
PRACTICE = Practice(
    tenant_id=ID,
    slug="oak",
    name="Oak Street Dental",
    timezone="America/New_York",
    opening_hours=((),) * 7,
    services=(Service(ID, "Cleaning", 30, aliases=("hygiene",)),),
    providers=(Provider(ID, "Dr. Rao"),),
    greeting="Oak Street Dental, this is Ava.",
)
CLOUD = {"deepgram_api_key": "k", "cartesia_api_key": "k"}
AZURE = {
    "azure_openai_api_key": "k",
    "azure_openai_endpoint": "https://clinic.openai.azure.com",
    "azure_openai_deployment": "gpt-4o",
}
OF_DEEPGRAM = {
    "deepgram_model": "nova-2",
    "deepgram_language": "es",
    "deepgram_url": "https://eu.example/v1/listen",
}
OF_CARTESIA = {
    "cartesia_model": "sonic-2",
    "cartesia_language": "es",
    "cartesia_speed": "1.2",
    "cartesia_url": "https://eu.example",
}


@pytest.fixture(autouse=True)
def _no_keys_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def local(tmp_path: Path) -> LocalSpeech:
    """Local parts without models: choosing must not use them."""
    thread = ThreadPoolExecutor(1)
    return LocalSpeech(
        cast(Whisper, None), cast(Voice, None), hearing=thread, speaking=thread, cache=tmp_path
    )


def settings(**values: str) -> Settings:
    return Settings.model_validate(values)


def test_without_keys_all_is_local(local: LocalSpeech) -> None:
    stack = choose(settings(), PRACTICE, local)
    assert isinstance(stack.stt, LocalSTT)
    assert stack.tts.provider == "local"
    assert stack.names["voice"] == "hibari on this machine"
    assert stack.names["avatar"] == "none"


async def test_with_keys_the_local_parts_stand_behind_the_providers(local: LocalSpeech) -> None:
    stack = choose(settings(**CLOUD), PRACTICE, local)
    assert isinstance(stack.stt, ChainSTT)
    assert isinstance(stack.tts, ChainTTS)
    assert (stack.stt.provider, stack.tts.provider) == ("Deepgram", "Cartesia")


def test_local_can_be_chosen_in_spite_of_keys(local: LocalSpeech) -> None:
    stack = choose(settings(**CLOUD, ringbook_stt="local", ringbook_tts="local"), PRACTICE, local)
    assert (stack.stt.provider, stack.tts.provider) == ("local", "local")


def test_every_choice_that_the_sdk_would_make_remotely_is_named(local: LocalSpeech) -> None:
    stack = choose(settings(), PRACTICE, local)
    assert isinstance(stack.turn_handling["turn_detection"], NumberAwareTurnDetector)
    assert stack.words is None
    assert stack.turn_handling["interruption"]["mode"] == "vad"
    assert stack.vad.provider == "livekit-local-inference"


@pytest.mark.parametrize("keys", [{}, CLOUD], ids=["local", "cloud"])
def test_the_turns_are_taken_as_documented(local: LocalSpeech, keys: dict[str, str]) -> None:
    told = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", TURNS.read_text(), re.MULTILINE))
    handling = choose(settings(**keys), PRACTICE, local).turn_handling
    for name in ("endpointing.min_delay", "endpointing.max_delay", "interruption.min_duration"):
        assert told[name] == f"{_setting(handling, name)} s"
    assert told["interruption.false_interruption_timeout"] == (
        f"{_setting(handling, 'interruption.false_interruption_timeout')} s"
    )
    assert told["interruption.resume_false_interruption"] == "on"
    assert _setting(handling, "interruption.resume_false_interruption") is True
    assert told["preemptive_generation.enabled"] == "on"
    assert _setting(handling, "preemptive_generation.enabled") is True


def _setting(handling: object, name: str) -> object:
    for part in name.split("."):
        assert isinstance(handling, dict)
        handling = handling[part]
    return handling


def test_where_deepgram_hears_the_sound_decides_beside_the_words(local: LocalSpeech) -> None:
    stack = choose(settings(deepgram_api_key="k"), PRACTICE, local)
    detector = stack.turn_handling["turn_detection"]
    assert isinstance(detector, AudioTurnDetector)
    assert detector.model == "turn-detector-v1-mini"
    assert stack.words is not None


def test_only_the_free_voice_speaks_before_the_turn_is_certain(local: LocalSpeech) -> None:
    early = [
        choose(settings(**keys), PRACTICE, local).turn_handling["preemptive_generation"]
        for keys in ({}, CLOUD)
    ]
    assert [options["preemptive_tts"] for options in early] == [True, False]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"ringbook_stt": "deepgram"}, "DEEPGRAM_API_KEY"),
        ({"ringbook_tts": "cartesia"}, "CARTESIA_API_KEY"),
        ({"ringbook_llm": "azure"}, "AZURE_OPENAI_API_KEY"),
        ({"azure_openai_endpoint": "http://127.0.0.1:9"}, "AZURE_OPENAI_API_KEY"),
        ({"azure_openai_fallback_deployment": "mini"}, "AZURE_OPENAI_DEPLOYMENT"),
        ({"ringbook_llm": "openai"}, "OPENAI_BASE_URL, OPENAI_MODEL"),
        ({"openai_base_url": "http://127.0.0.1:9"}, "OPENAI_MODEL"),
        ({"openai_model": "qwen"}, "OPENAI_BASE_URL"),
        ({"cartesia_voice": "v"}, "CARTESIA_API_KEY"),
        ({"azure_openai_api_key": "k"}, "AZURE_OPENAI_ENDPOINT"),
        ({"bey_api_key": "k"}, "BEY_AVATAR_ID"),
        ({"bey_avatar_id": "a"}, "BEY_API_KEY"),
        ({"bey_url": "https://bey.example"}, "BEY_API_KEY, BEY_AVATAR_ID"),
        ({"azure_openai_api_key": "k", "azure_openai_endpoint": "http://x"}, "_DEPLOYMENT"),
        ({"azure_openai_model": "gpt-4o"}, "AZURE_OPENAI_API_KEY, AZURE_OPENAI_ENDPOINT"),
        ({**AZURE, "azure_openai_fallback_model": "gpt-4o"}, "AZURE_OPENAI_FALLBACK_DEPLOYMENT"),
        *(({name: value}, "DEEPGRAM_API_KEY") for name, value in OF_DEEPGRAM.items()),
        *(({name: value}, "CARTESIA_API_KEY") for name, value in OF_CARTESIA.items()),
    ],
)
def test_half_a_provider_is_an_error_that_names_the_rest(
    given: dict[str, str], missing: str
) -> None:
    with pytest.raises(ConfigurationError, match=missing) as failed:
        check(settings(**given))
    assert re.search(r"; set (it|them), or (set RINGBOOK_|remove )", str(failed.value))


@pytest.mark.parametrize(
    ("given", "way_out"),
    [
        ({"deepgram_language": "es"}, {"ringbook_stt": "local"}),
        ({"cartesia_voice": "v"}, {"ringbook_tts": "local"}),
        ({"azure_openai_api_key": "k"}, {"ringbook_llm": "offline"}),
    ],
)
def test_the_way_out_that_is_named_leads_out(
    given: dict[str, str], way_out: dict[str, str]
) -> None:
    ((name, value),) = way_out.items()
    with pytest.raises(ConfigurationError, match=f"{name.upper()}={value}"):
        check(settings(**given))
    check(settings(**given, **way_out))


def test_what_is_set_as_it_would_be_anyway_asks_for_no_key() -> None:
    check(settings(deepgram_model="nova-3", cartesia_language="en", cartesia_voice=""))


@pytest.mark.parametrize("address", ["clinic.openai.azure.com", "sk-secret", "http://[x"])
def test_half_an_address_is_an_error_that_names_its_variable(address: str) -> None:
    with pytest.raises(ConfigurationError, match="AZURE_OPENAI_ENDPOINT must be") as failed:
        check(settings(**AZURE | {"azure_openai_endpoint": address}))
    assert address not in str(failed.value)


def test_an_empty_key_is_no_key() -> None:
    check(settings(deepgram_api_key="", azure_openai_api_key="", bey_api_key=""))
    assert describe(settings(deepgram_api_key=""))[0][1] == "Whisper tiny.en on this machine"


def test_a_description_never_shows_a_key() -> None:
    shown = str(describe(settings(deepgram_api_key="secret-1", cartesia_api_key="secret-2")))
    assert "secret" not in shown
    assert "Deepgram nova-3" in shown


def test_models_voice_and_language_are_settings() -> None:
    given = settings(
        deepgram_api_key="k",
        deepgram_model="nova-3-medical",
        deepgram_language="en-IN",
        cartesia_api_key="k",
        cartesia_model="sonic-turbo",
        cartesia_speed="1.2",
    )
    ears, voice = cloud.deepgram(given, ["Dr. Rao"]), cloud.cartesia(given)
    assert (ears.model, voice.model) == ("nova-3-medical", "sonic-turbo")
    assert describe(given)[2][1] == "Cartesia sonic-turbo"


@pytest.mark.parametrize(
    ("of_settings", "of_practice", "spoken"),
    [("", "own", "own"), ("set", "own", "own"), ("set", "default", "set")],
)
def test_a_practice_may_have_a_voice_of_its_own(
    local: LocalSpeech, of_settings: str, of_practice: str, spoken: str
) -> None:
    given = settings(cartesia_api_key="k", cartesia_voice=of_settings)
    voice = choose(given, replace(PRACTICE, voice=of_practice), local).tts
    assert isinstance(voice, ChainTTS)
    assert isinstance(voice.remote, cartesia.TTS)
    assert voice.remote._opts.voice == spoken


def test_key_terms_are_kept_from_models_that_do_not_take_them() -> None:
    given = settings(deepgram_api_key="k", deepgram_model="nova-2")
    assert cloud.deepgram(given, ["Dr. Rao"]).model == "nova-2"


def test_a_key_for_another_program_chooses_nothing() -> None:
    assert describe(settings(openai_api_key="k"))[1][1] == "offline engine on this machine"


def test_key_terms_are_the_names_of_the_practice() -> None:
    assert key_terms(PRACTICE) == ["Oak Street Dental", "Dr. Rao", "Cleaning", "hygiene"]


def test_the_greeting_is_kept_sentence_by_sentence_as_it_is_spoken() -> None:
    lines = fixed_lines(PRACTICE)
    assert lines[0] == "Oak Street Dental, this is Ava."
    assert "How can I help you?" in lines


def test_only_the_clients_of_chosen_providers_are_loaded_beforehand() -> None:
    assert clients(Settings.model_validate({})) == []
    chosen = clients(Settings.model_validate({"deepgram_api_key": "k"}))
    assert chosen == ["livekit.plugins.deepgram"]
