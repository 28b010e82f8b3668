"""What applying a practice file would change in it, field by field. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ringbook.practice.form import PracticeFile

__all__ = ["Difference", "differences"]

_NAMED_BY = {"services": "name", "providers": "name", "faq": "question"}
"""Lists whose items are told apart by one of their fields."""

_BY_VALUE = ("closures", "extra_hours", "time_off")
"""Lists whose items are there or not there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a diff: a field or an item that is new, gone or different."""

    kind: Literal["+", "-", "~"]
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind} {self.field}" + (f": {self.text}" if self.text else "")


def differences(before: PracticeFile, after: PracticeFile) -> tuple[Difference, ...]:
    """From one file to the other, in the order of the form; empty when they say the same."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return tuple(line for key in new for line in _between(key, old.get(key), new[key], key))


def _between(path: str, old: Any, new: Any, key: str) -> Iterator[Difference]:
    if old == new:
        return
    if path in _NAMED_BY:
        items = tuple(_items(path, old, new, _NAMED_BY[path]))
        yield from items or (Difference("~", path, "items of the same name"),)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in {**old, **new}:
            yield from _between(f"{path}.{name}", old.get(name), new.get(name), name)
    elif isinstance(old, list) and isinstance(new, list) and key in _BY_VALUE:
        yield from (Difference("-", path, _shown(one)) for one in old if one not in new)
        yield from (Difference("+", path, _shown(one)) for one in new if one not in old)
    else:
        yield Difference("~", path, f"{_shown(old)} → {_shown(new)}")


def _items(
    path: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], by: str
) -> Iterator[Difference]:
    had, has = {one[by]: one for one in old}, {one[by]: one for one in new}
    yield from (Difference("-", f"{path}: {name}", "") for name in had if name not in has)
    for name, item in has.items():
        if name not in had:
            yield Difference("+", f"{path}: {name}", _summary(item, by))
        else:
            yield from _fields(f"{path}: {name}", had[name], item)
    kept = [name for name in has if name in had]
    if kept != [name for name in had if name in has]:
        yield Difference("~", path, f"order: {', '.join(map(str, has))}")


def _fields(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in new:
        yield from _between(f"{path}, {name}", old.get(name), new[name], name)


def _summary(item: Mapping[str, Any], by: str) -> str:
    told = {k: v for k, v in item.items() if k != by and v not in (None, [], {}, 0, "")}
    return ", ".join(f"{name} {_shown(value)}" for name, value in told.items() if _shown(value))


def _shown(value: Any) -> str:
    """A value as its owner would write it, on one line."""
    if isinstance(value, Mapping):
        inside = {k: v for k, v in value.items() if v not in (None, "")}
        return ", ".join(f"{name} {_shown(one)}" for name, one in inside.items())
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    return "none" if value in (None, "") else str(value)
