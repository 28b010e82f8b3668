from contextlib import closing
from pathlib import Path

from ringbook.local.leash import RotatedLog


def test_a_large_log_moves_aside_at_the_end_of_a_line(tmp_path: Path) -> None:
    with closing(RotatedLog(tmp_path / "logs" / "part.log", keep_bytes=10)) as log:
        log.write(b"first line\nhalf")
        log.write(b" a line\n")
        log.write(b"new\n")
    assert (tmp_path / "logs" / "part.log.1").read_bytes() == b"first line\nhalf a line\n"
    assert (tmp_path / "logs" / "part.log").read_bytes() == b"new\n"


def test_an_old_log_is_continued(tmp_path: Path) -> None:
    for line in (b"one\n", b"two\n"):
        with closing(RotatedLog(tmp_path / "part.log")) as log:
            log.write(line)
    assert (tmp_path / "part.log").read_bytes() == b"one\ntwo\n"
