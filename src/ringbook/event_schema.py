"""The JSON schema of the events, from which the page's types are generated.

`python -m ringbook.event_schema` prints it.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DataclassField, ModelField, TypedDictField

from ringbook.events import EVENT

__all__ = ["schema"]


class _Schema(GenerateJsonSchema):
    """Leaves a TypedDict's NotRequired keys optional, which the models' STRICT would not."""

    def field_is_required(
        self,
        field: ModelField | DataclassField | TypedDictField,
        total: bool,
    ) -> bool:
        if field["type"] == "typed-dict-field":
            return field.get("required", total)
        return super().field_is_required(field, total)


def schema() -> dict[str, Any]:
    """JSON schema of all events, without the property titles that would become type aliases."""
    full = EVENT.json_schema(mode="serialization", schema_generator=_Schema)
    return {"title": "RingbookEvent", **_without_titles(full)}


def _without_titles(node: Any) -> Any:
    if isinstance(node, Mapping):
        named = isinstance(node.get("title"), str)
        return {k: _without_titles(v) for k, v in node.items() if not (named and k == "title")}
    return [_without_titles(item) for item in node] if isinstance(node, list) else node


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
