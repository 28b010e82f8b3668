"""The JSON schema of `practice.yaml`, for editors.

`python -m ringbook.practice.schema` prints it.
"""

import json
import sys
from typing import Any

from ringbook.practice.form import PracticeFile

__all__ = ["schema_text"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema as it is published in `docs/practice.schema.json`."""
    made: dict[str, Any] = PracticeFile.model_json_schema(mode="validation")
    described = {"$schema": _DIALECT, **made, "title": "A practice of Ringbook"}
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
