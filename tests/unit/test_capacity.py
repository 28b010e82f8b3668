"""How many calls a worker takes: by its speech, its cores and their speed, unless it is told."""

import pytest

from ringbook.agent.capacity import most_calls, pace
from ringbook.config import Settings

CLOUD = {"deepgram_api_key": "d", "cartesia_api_key": "c"}


def settings(**given: object) -> Settings:
    alone = dict.fromkeys(("deepgram_api_key", "cartesia_api_key"))
    return Settings.model_validate(alone | given)


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def test_local_models_take_more_of_a_core_than_providers() -> None:
    assert most_calls(settings(), 50) == 6
    assert most_calls(settings(deepgram_api_key="d"), 50) == 6
    assert most_calls(settings(**CLOUD), 50) == 8


def test_slow_cores_hold_fewer() -> None:
    assert most_calls(settings(**CLOUD), 100) == 4
    assert most_calls(settings(), 100) == 3
    assert most_calls(settings(), 1000) == 1


def test_a_setting_decides_when_there_is_one() -> None:
    assert most_calls(settings(**CLOUD, ringbook_max_calls=3), 50) == 3


def test_the_pace_is_that_of_a_million_additions() -> None:
    assert 1 < pace() < 10_000
