import stat
from pathlib import Path

import pytest

from ringbook.local import livekit_build, livekit_server
from ringbook.local.livekit_server import Keys, Ports


def test_everything_listens_on_loopback_only() -> None:
    text = livekit_server.configuration(Ports(7880, 7882), Keys("key", "secret"))
    assert text["bind_addresses"] == ["127.0.0.1"]
    assert text["rtc"]["node_ip"] == "127.0.0.1"
    assert text["rtc"]["interfaces"] == {"includes": ["lo", "lo0"]}
    assert (text["rtc"]["tcp_port"], text["rtc"]["udp_port"]) == (0, 7882)
    assert text["rtc"]["use_external_ip"] is False


def test_keys_are_made_once_at_random_and_private(tmp_path: Path) -> None:
    first = livekit_server.load_keys(tmp_path / "one")
    assert livekit_server.load_keys(tmp_path / "one") == first
    assert livekit_server.load_keys(tmp_path / "two") != first
    assert len(first.secret) >= 32
    file = tmp_path / "one" / "livekit" / "keys.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_written_configuration_is_private(tmp_path: Path) -> None:
    file = livekit_server.write_configuration(tmp_path, Ports(1, 2), Keys("key", "secret"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(file.parent.iterdir()) == [file]


def test_a_server_on_path_comes_before_our_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert livekit_server.find_binary() is None
    own = tmp_path / "cache/ringbook/livekit-server-v1.13.5/livekit-server"
    own.parent.mkdir(parents=True)
    own.touch()
    assert livekit_server.find_binary() == own
    on_path = tmp_path / "livekit-server"
    on_path.touch(mode=0o755)
    assert livekit_server.find_binary() == on_path


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("go version go1.26.8 linux/amd64", (1, 26)),
        ("go version go1.27 darwin/arm64", (1, 27)),
        ("command not found", None),
    ],
)
def test_reads_the_version_of_go(said: str, version: tuple[int, int] | None) -> None:
    assert livekit_build.go_version(said) == version


def test_an_old_go_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go = tmp_path / "go"
    go.write_text("#!/bin/sh\necho go version go1.21.3 linux/amd64\n")
    go.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert livekit_build.system_go() is None
    go.write_text("#!/bin/sh\necho go version go1.26.0 linux/amd64\n")
    assert livekit_build.system_go() == go
