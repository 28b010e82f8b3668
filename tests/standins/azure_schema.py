"""The subset of JSON Schema that Azure takes for a strict tool. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["schema_problems"]

UNSUPPORTED = frozenset((
    "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf",
    "patternProperties", "unevaluatedProperties", "propertyNames", "minProperties",
    "maxProperties", "unevaluatedItems", "contains", "minContains", "maxContains",
    "minItems", "maxItems", "uniqueItems",
))  # fmt: skip
"""Documented as unsupported for one type or another, on Azure (OpenAI itself takes some)."""
NOT_PERMITTED = frozenset((
    "default", "oneOf", "allOf", "not", "if", "then", "else", "dependentRequired",
    "dependentSchemas",
))  # fmt: skip
DEEPEST = 5
MOST_PROPERTIES = 100
MOST_ENUM_VALUES = 500

type Schema = Mapping[str, Any]


def schema_problems(schema: object) -> list[str]:
    """Why Azure would refuse the parameters of a strict tool; empty if it would not."""
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        return ["schema must be a JSON Schema of 'type: \"object\"'"]
    found = [*_walk(schema, (), 1)]
    nodes = [*_nodes(schema)]
    if sum(len(node.get("properties", {})) for node in nodes) > MOST_PROPERTIES:
        found.append(f"more than {MOST_PROPERTIES} properties")
    if sum(len(node.get("enum", ())) for node in nodes) > MOST_ENUM_VALUES:
        found.append(f"more than {MOST_ENUM_VALUES} enum values")
    return found


def _walk(node: Schema, path: tuple[str, ...], depth: int) -> Iterator[str]:
    for keyword in sorted(node.keys() & (UNSUPPORTED | NOT_PERMITTED)):
        yield f"In context={path}, '{keyword}' is not permitted"
    if "$ref" in node and len(node) > 1:
        yield f"In context={path}, $ref cannot have keywords beside it"
    if not node.keys() & {"type", "anyOf", "$ref", "enum", "const"}:
        yield f"In context={path}, schema must have a 'type' key"
    if node.get("type") == "object":
        yield from _object(node, path, depth)
    for place, inner in _inside(node):
        yield from _walk(inner, (*path, *place), depth + (place[0] == "properties"))


def _object(node: Schema, path: tuple[str, ...], depth: int) -> Iterator[str]:
    if node.get("additionalProperties") is not False:
        yield f"In context={path}, 'additionalProperties' is required to be false"
    missing = node.get("properties", {}).keys() - set(node.get("required", ()))
    if missing:
        yield f"In context={path}, 'required' must include every key: {sorted(missing)}"
    if depth > DEEPEST:
        yield f"In context={path}, more than {DEEPEST} levels of nesting"


def _inside(node: Schema) -> Iterator[tuple[tuple[str, ...], Schema]]:
    for group in ("properties", "$defs", "definitions"):
        for name, inner in node.get(group, {}).items():
            yield (group, name), inner
    for number, inner in enumerate(node.get("anyOf", ())):
        yield ("anyOf", str(number)), inner
    if isinstance(items := node.get("items"), Mapping):
        yield ("items",), items


def _nodes(node: Schema) -> Iterator[Schema]:
    yield node
    for _, inner in _inside(node):
        yield from _nodes(inner)
