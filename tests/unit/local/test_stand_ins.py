"""What is understood of the stand-ins' program, and what is said where it is not there."""

from pathlib import Path

import pytest
from tests.standins.__main__ import READY

from ringbook.errors import ConfigurationError
from ringbook.local.stand_ins import exports, find_checkout, messages, refusals

PRINTED = f"""\
a warning of some library = nothing to export
export DEEPGRAM_URL=http://127.0.0.1:1/v1/listen?a=b
export BEY_AVATAR_ID=face
{READY}
"""
FAILED = """\
Error handling request from 127.0.0.1
Traceback (most recent call last):
  File "web.py", line 1, in send
    ~~~~^^^^
ConnectionResetError: Cannot write
"""


def test_exports_are_settings_once_all_are_there() -> None:
    assert exports(PRINTED) == {
        "DEEPGRAM_URL": "http://127.0.0.1:1/v1/listen?a=b",
        "BEY_AVATAR_ID": "face",
    }
    assert exports(PRINTED.replace(READY, "")) is None
    assert exports("") is None


def test_refusals_are_what_they_say_when_they_end() -> None:
    assert refusals(PRINTED) == []
    assert refusals(PRINTED + "401: a wrong key\n404: no model\n") == [
        "401: a wrong key",
        "404: no model",
    ]
    assert refusals("ModuleNotFoundError: never ready\n") == []


def test_their_own_log_is_no_refusal() -> None:
    assert refusals(PRINTED + FAILED + "WARNING:livekit:unknown handle\n") == []
    assert refusals(PRINTED + FAILED + FAILED + "401: a wrong key\n") == ["401: a wrong key"]


def test_text_messages_are_shown_and_are_no_refusals() -> None:
    printed = PRINTED + "# message to ••••0123: 421990 is your code.\n401: a wrong bearer\n"
    assert messages(printed) == ["message to ••••0123: 421990 is your code."]
    assert refusals(printed) == ["401: a wrong bearer"]


def test_after_a_restart_only_the_last_start_counts() -> None:
    assert refusals(PRINTED + "killed\n" + PRINTED + "429: too many\n") == ["429: too many"]


def test_this_checkout_is_found() -> None:
    assert (find_checkout() / "pyproject.toml").is_file()


def test_without_a_checkout_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"checkout .* `ringbook demo` without"):
        find_checkout(tmp_path)
