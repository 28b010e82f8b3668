"""No file is too long to be read at one sitting."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 300
"""Lines of a file."""


@pytest.mark.parametrize("place", ["src", "tests", "bench", "scripts"])
def test_no_file_is_longer_than_three_hundred_lines(place: str) -> None:
    lines = {
        file.relative_to(ROOT).as_posix(): len(file.read_text().splitlines())
        for file in (ROOT / place).rglob("*.py")
    }
    assert lines
    assert {name: many for name, many in lines.items() if many > MOST} == {}
