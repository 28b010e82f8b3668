"""Every path and command that the documents name exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from ringbook.cli import app
from ringbook.config import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / name
    for name in (
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/benchmarks.md",
        "docs/evaluation.md",
        "docs/messages.md",
        "docs/supabase.md",
        "docs/your-practice.md",
    )
    if (ROOT / name).exists()
]
MADE_BY_RUNNING = ("bench/results", "web/dist", "tests/e2e/screenshots")
TOP = "src|web|tests|bench|docs|deploy|scripts|supabase|\\.ci"


def code(document: Path) -> Iterator[str]:
    """Everything in backticks or in a code block, a line each."""
    text = document.read_text()
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.S | re.M):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    local = [target for target in targets if "://" not in target and ":" not in target]
    missing = [target for target in local if not (document.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_paths_exist(document: Path) -> None:
    named = {
        path.rstrip(".,:/")
        for line in code(document)
        for path in re.findall(rf"(?<![\w./-])((?:{TOP})/[\w./*-]+)", line)
    }
    missing = [
        path for path in named if not path.startswith(MADE_BY_RUNNING) and not any(ROOT.glob(path))
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    named = {name for line in code(document) for name in re.findall(r"\bmake (\w+)", line)}
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_commands_exist(document: Path) -> None:
    commands = set(typer.main.get_group(app).commands)
    named = {
        name
        for line in code(document)
        for name in re.findall(r"(?:^|[\s(])ringbook ([a-z][\w-]*)", line)
    }
    assert named <= commands


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_settings_exist(document: Path) -> None:
    example = (ROOT / ".env.example").read_text()
    pattern = r"\b(?:RINGBOOK|LIVEKIT|DEEPGRAM|(?:AZURE_)?OPENAI|CARTESIA|BEY|DATABASE)_[A-Z_]+\b"
    named = {name for line in code(document) for name in re.findall(pattern, line)}
    assert {name for name in named if name not in example} == set()


def test_the_example_names_settings_that_exist_and_all_of_the_providers() -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#([A-Z_]+)=", example, re.MULTILINE))
    fields = {name.upper() for name in Settings.model_fields}
    providers = ("DEEPGRAM", "AZURE", "OPENAI", "CARTESIA", "BEY", "RINGBOOK_STT", "RINGBOOK_LLM")
    assert named <= fields
    assert {name for name in fields if name.startswith((*providers, "RINGBOOK_TTS"))} <= named
