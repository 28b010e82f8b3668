"""Which lines are kept as audio, and which never are."""

from pathlib import Path

from ringbook.agent.providers.fixed_lines import FixedLines


def test_a_fixed_line_is_kept_between_processes(tmp_path: Path) -> None:
    FixedLines(tmp_path, "voice", ["One moment."]).put("One moment. ", b"pcm")
    assert FixedLines(tmp_path, "voice", ["One moment."]).get(" One moment.") == b"pcm"


def test_what_is_said_to_one_caller_is_never_kept(tmp_path: Path) -> None:
    lines = FixedLines(tmp_path, "voice", ["One moment."])
    lines.put("Your number is 4 1 8 2.", b"pcm")
    assert lines.get("Your number is 4 1 8 2.") is None
    assert list(tmp_path.iterdir()) == []


def test_another_voice_says_it_anew(tmp_path: Path) -> None:
    FixedLines(tmp_path, "voice 1", ["One moment."]).put("One moment.", b"pcm")
    assert FixedLines(tmp_path, "voice 2", ["One moment."]).get("One moment.") is None


def test_a_directory_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    in_the_way = tmp_path / "lines"
    in_the_way.write_text("a file")
    lines = FixedLines(in_the_way, "voice", ["One moment."])
    lines.put("One moment.", b"pcm")
    assert lines.get("One moment.") == b"pcm"
