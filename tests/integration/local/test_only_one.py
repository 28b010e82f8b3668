import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from ringbook.errors import ConfigurationError
from ringbook.local.only_one import only_one


def test_a_second_start_is_told_so(tmp_path: Path) -> None:
    with (
        only_one(tmp_path, print),
        pytest.raises(ConfigurationError, match="already running"),
        only_one(tmp_path, print),
    ):
        pass


def test_parts_of_a_killed_start_are_waited_for(tmp_path: Path) -> None:
    said: list[str] = []
    with only_one(tmp_path, said.append) as parts:
        left = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(parts,)
        )

    def end_it(line: str) -> None:
        said.append(line)
        left.communicate(b"\n")

    with only_one(tmp_path, end_it):
        assert left.returncode == 0
    assert said == ["waiting for what the last run left behind to end"]


def test_parts_that_do_not_end_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    with (tmp_path / "run" / "parts.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        with (
            pytest.raises(ConfigurationError, match="do not end"),
            only_one(tmp_path, lambda _: None, wait=0.0),
        ):
            pass
