"""Whole calls of who asks for a place on the waiting list."""

from pathlib import Path

from tests.integration.conftest import Diary
from tests.integration.text_calls import Held, hold

from ringbook.agent.text_lines import Input

SAID = "98860 14182"
NUMBER = "+919886014182"
IDENTIFY = [SAID, "yes", "my name is Priya Shah"]


async def call(diary: Diary, tmp_path: Path, *inputs: str | Input) -> Held:
    return await hold(diary.db, diary.practice, inputs, now=diary.now, unsaved=tmp_path)
