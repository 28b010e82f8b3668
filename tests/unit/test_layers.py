"""Only the agent package imports `livekit.agents` (import-linter cannot name a subpackage)."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ringbook"


def imported(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text())))
    plain = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    return plain | {f"{n.module}" for n in nodes if isinstance(n, ast.ImportFrom)}


def test_only_the_agent_imports_livekit_agents() -> None:
    outside = [f for f in SOURCE.rglob("*.py") if "agent" not in f.relative_to(SOURCE).parts]
    guilty = [
        f.relative_to(SOURCE).as_posix()
        for f in outside
        if any(name.startswith(("livekit.agents", "livekit.plugins")) for name in imported(f))
    ]
    assert outside
    assert guilty == []
