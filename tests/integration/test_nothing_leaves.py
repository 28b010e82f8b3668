"""A call on local speech talks to nobody but this machine, in the SDK's development mode too."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

CONNECTED = re.compile(r'(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"')
PINNED = "ORT_DISABLE_TELEMETRY"
"""The package must set this itself."""
PATIENCE = 400
"""Seconds; only a broken call takes so long, however busy the machine."""
LOCAL = re.compile(r"127\.|::1$|0\.0\.0\.0$|::$")


def watched(argument: str, trace: Path) -> list[str]:
    """What left, and what the caller said. `strace`, where there is one, sees native code too."""
    strace = shutil.which("strace")
    prefix = (
        [strace, "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "-o", str(trace)]
        if strace
        else []
    )
    cloud = {
        # With these the SDK prefers its cloud models wherever a choice is left open.
        "LIVEKIT_DEV_MODE": "1",
        "LIVEKIT_URL": "wss://example.invalid",
        "LIVEKIT_API_KEY": "key",
        "LIVEKIT_API_SECRET": "secret",
    }
    ran = subprocess.run(
        [*prefix, sys.executable, "-m", "tests.speech.offline_call", argument],
        env={name: value for name, value in os.environ.items() if name != PINNED} | cloud,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def traced(trace: Path) -> list[str]:
    if not trace.exists():
        return []
    addresses = CONNECTED.findall(trace.read_text())
    return [address for address in addresses if not LOCAL.match(address)]


def test_a_call_leaves_nothing(tmp_path: Path) -> None:
    lines = watched(str(tmp_path / "home"), tmp_path / "trace")
    assert [line for line in lines if line.startswith("left")] == []
    assert traced(tmp_path / "trace") == []
    assert "appointment" in lines[-1]


def test_the_watch_would_notice(tmp_path: Path) -> None:
    lines = watched("leak", tmp_path / "trace")
    assert lines[:2] == ["left: socket to 192.0.2.1", "left: socket.connect 192.0.2.1"]
