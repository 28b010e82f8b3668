"""The published JSON schema of practice.yaml: current, and it agrees with what is read."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from typer.testing import CliRunner

from ringbook.cli import app
from ringbook.demo import demo_practices
from ringbook.practice import load_practice
from ringbook.practice.schema import schema_text

PUBLISHED = Path(__file__).parents[2] / "docs" / "practice.schema.json"
SMALL: dict[str, Any] = {
    "name": "Elm",
    "timezone": "Asia/Kolkata",
    "opening_hours": {"monday": ["09:00-12:30"]},
    "services": [{"name": "Check-up"}],
}


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    tree = YAML(typ="safe", pure=True).load(PUBLISHED.read_text())
    Draft202012Validator.check_schema(tree)
    return Draft202012Validator(tree)


def test_the_published_schema_is_current() -> None:
    """`ringbook practice schema > docs/practice.schema.json` makes it so."""
    assert PUBLISHED.read_text() == schema_text()
    assert CliRunner().invoke(app, ["practice", "schema"]).stdout == schema_text()


@pytest.mark.parametrize("demo", demo_practices(), ids=lambda path: path.stem)
def test_the_demos_are_valid_and_name_it(demo: Path, schema: Draft202012Validator) -> None:
    tree = _as_text(YAML(typ="safe", pure=True).load(demo.read_text()))
    assert [error.message for error in schema.iter_errors(tree)] == []
    first = demo.read_text().splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (demo.parent / named).resolve() == PUBLISHED
    assert load_practice(demo).slug == demo.stem


def test_the_least_and_what_is_written_out_are_valid(
    schema: Draft202012Validator, tmp_path: Path
) -> None:
    whole = {
        **SMALL,
        "closures": ["2026-12-24", {"from": "2026-12-25", "to": "2026-12-26"}],
        "services": [{"name": "Check-up", "price": 85}, {"name": "Filling", "price": "85.00"}],
        "extra_hours": [{"date": "2026-06-20", "hours": ["10:00 - 13:00"]}],
    }
    for tree in (SMALL, whole):
        assert list(schema.iter_errors(tree)) == []
        written = tmp_path / "practice.yaml"
        YAML().dump(tree, written)
        load_practice(written)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nmae": "x"},
        {"slot_minutes": 3},
        {"slot_minutes": "half an hour"},
        {"opening_hours": {"monday": "9-5"}},
        {"opening_hours": {"mondays": []}},
        {"services": []},
        {"services": [{"name": "A", "price": "cheap"}]},
        {"closures": "2026-12-24"},
        {"closures": ["Christmas"]},
        {"policies": {"late_change": "maybe"}},
        {"hand_over": {"phone": "5551234"}},
        {"branding": {"color": "red"}},
    ],
    ids=str,
)
def test_an_editor_sees_what_would_be_refused(
    schema: Draft202012Validator, wrong: dict[str, Any]
) -> None:
    assert list(schema.iter_errors({**SMALL, **wrong}))


def _as_text(tree: Any) -> Any:
    """As editors read it: a date is text."""
    if isinstance(tree, dict):
        return {key: _as_text(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_as_text(item) for item in tree]
    return tree if isinstance(tree, bool | int | float | str | None) else str(tree)
