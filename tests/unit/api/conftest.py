"""The web application with one booking."""

from pathlib import Path

import pytest
from tests.unit.api.desk import BookingWeb


@pytest.fixture
def web(tmp_path: Path) -> BookingWeb:
    (tmp_path / "index.html").write_text("<!doctype html>page")
    return BookingWeb(tmp_path)
