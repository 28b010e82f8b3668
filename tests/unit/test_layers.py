"""Who imports whom, where import-linter cannot say it: one subpackage, and tests by their names."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ringbook"


def imported(file: Path) -> set[str]:
    """The modules, and what is taken from them by name: `a`, and `b` and `b.c` of `from b`."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    plain = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    taken = [n for n in nodes if isinstance(n, ast.ImportFrom)]
    names = {f"{n.module}.{alias.name}" for n in taken for alias in n.names}
    return plain | {f"{n.module}" for n in taken} | names


def test_only_the_agent_imports_livekit_agents() -> None:
    outside = [f for f in SOURCE.rglob("*.py") if "agent" not in f.relative_to(SOURCE).parts]
    guilty = [
        f.relative_to(SOURCE).as_posix()
        for f in outside
        if any(name.startswith(("livekit.agents", "livekit.plugins")) for name in imported(f))
    ]
    assert outside
    assert guilty == []


@pytest.mark.parametrize("place", ["tests", "bench", "scripts"])
def test_no_test_is_imported_and_what_several_need_has_a_module_of_its_own(place: str) -> None:
    files = list((ROOT / place).rglob("*.py"))
    guilty = {
        file.relative_to(ROOT).as_posix(): taken
        for file in files
        if (taken := {n for n in imported(file) if re.search(r"^tests\b.*\.test_\w+$", n)})
    }
    assert files
    assert guilty == {}
