"""Reads the YAML files; what is wrong is said with file, line, field and what is allowed."""

import difflib
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ringbook.errors import PracticeInvalid
from ringbook.practice.form import Misfits, PracticeFile
from ringbook.practice.logo import read_logo
from ringbook.practice.preload import PreloadFile, Row

__all__ = ["load_practice", "load_preload"]

_log = logging.getLogger(__name__)

type _Path = Sequence[int | str]

_REASONS = {
    "missing": "is required",
    "tuple_type": "must be a list, such as [one, two]",
    "model_type": "must be `key: value` lines, or {key: value}",
    "string_type": "must be text; put it in quotes",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
}
"""What pydantic says in words of its own."""


def load_practice(path: Path) -> PracticeFile:
    """Reads `practice.yaml`.

    Raises:
        PracticeInvalid: names file, line, field and what is allowed; all errors, one a line.
    """
    practice, tree = _read(path, PracticeFile)
    if name := practice.branding.logo:
        _take_logo(practice, path, name, _line(tree, ("branding", "logo")))
    return practice


def _take_logo(practice: PracticeFile, path: Path, name: str, line: int) -> None:
    """A logo that is not there is no error: the page has the practice's initial instead."""
    try:
        practice.with_logo(read_logo(path.parent / name))
    except PracticeInvalid as error:
        _log.warning("%s, line %d, branding.logo: %s", path.name, line, error)


def load_preload(path: Path) -> PreloadFile:
    """Reads a preload file; each row remembers its place.

    Raises:
        PracticeInvalid: as for `load_practice`.
    """
    preload, tree = _read(path, PreloadFile)
    for section in ("slots", "users", "appointments", "absences"):
        rows: Sequence[Row] = getattr(preload, section) or ()
        for number, row in enumerate(rows):
            row.at(f"{path.name}, line {_line(tree, (section, number))}, {section}[{number}]")
    return preload


def _read[T: BaseModel](path: Path, form: type[T]) -> tuple[T, object]:
    tree = _parse(path)
    try:
        return form.model_validate(tree), tree
    except ValidationError as error:
        faults = [f for detail in _causes(error.errors()) for f in _faults(form, detail)]
        lines = [_described(path, tree, place, reason) for place, reason in faults]
        raise PracticeInvalid("\n".join(lines)) from None


def _parse(path: Path) -> object:
    try:
        tree: object = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PracticeInvalid(f"{path.name}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise PracticeInvalid(f"{path.name}: must be UTF-8 text") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PracticeInvalid(f"{path.name}, line {line}: not YAML: {error.problem}") from None
    except YAMLError:
        raise PracticeInvalid(f"{path.name}: not YAML") from None
    if not isinstance(tree, CommentedMap):
        raise PracticeInvalid(f"{path.name}, line 1: must be `key: value` lines")
    return tree


def _causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without "at least one item" about a list whose items are the problem."""

    def follows(short: ErrorDetails) -> bool:
        place = short["loc"]
        return any(d["loc"][: len(place)] == place and d["loc"] != place for d in details)

    return [d for d in details if d["type"] != "too_short" or not follows(d)]


def _faults(form: type[BaseModel], detail: ErrorDetails) -> Iterator[tuple[_Path, str]]:
    wrong = detail.get("ctx", {}).get("error")
    if isinstance(wrong, Misfits):
        yield from wrong.faults
    else:
        yield detail["loc"], _reason(form, detail)


def _described(path: Path, tree: object, place: _Path, reason: str) -> str:
    field = f", {_dotted(place)}" if place else ""
    return f"{path.name}, line {_line(tree, place)}{field}: {reason}"


def _reason(form: type[BaseModel], detail: ErrorDetails) -> str:
    kind, place = detail["type"], detail["loc"]
    if kind == "extra_forbidden":
        return _unknown_key(str(place[-1]), _keys(form, place[:-1]))
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    said = re.sub(r"^\w+ should", "must", detail["msg"])
    return _REASONS.get(kind) or said.partition(" after validation")[0]


def _unknown_key(key: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(key, allowed, 1)
    meant = f" (did you mean {close[0]}?)" if close else ""
    return f"unknown key{meant}; allowed: {', '.join(allowed)}"


def _dotted(place: _Path) -> str:
    parts = [f"[{p}]" if isinstance(p, int) else f".{p}" for p in place]
    return "".join(parts).removeprefix(".")


def _keys(form: type[BaseModel], place: _Path) -> list[str]:
    """The keys allowed at `place`, found by walking the form's annotations."""
    current: type[BaseModel] | None = form
    for step in place:
        if isinstance(step, str) and current and step in current.model_fields:
            current = _form_in(current.model_fields[step].annotation)
    return [f.alias or name for name, f in current.model_fields.items()] if current else []


def _form_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (getattr(annotation, "__value__", None), *get_args(annotation))
    return next((found for part in inside if part and (found := _form_in(part))), None)


def _line(tree: object, place: _Path) -> int:
    """The line, from 1, of the deepest part of `place` that the file has."""
    line = 0
    for step in place:
        if isinstance(tree, CommentedMap) and step in tree:
            line = tree.lc.key(step)[0]
        elif isinstance(tree, CommentedSeq) and isinstance(step, int) and step < len(tree):
            line = tree.lc.item(step)[0]
        else:
            break
        tree = tree[step]
    return line + 1
