"""Every command and every option says what it is for."""

from collections.abc import Iterator

import typer

from ringbook.cli import app


def commands(command: object, path: str) -> Iterator[tuple[str, object]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path} {name}")


def silent(command: object) -> list[str]:
    """What has no help: the command itself, its options, its arguments."""
    parts = [command, *getattr(command, "params", [])]
    return [getattr(part, "name", "?") for part in parts if not getattr(part, "help", None)]


def test_every_command_and_option_has_help() -> None:
    found = dict(commands(typer.main.get_command(app), "ringbook"))
    assert {"ringbook up", "ringbook practice apply"} <= found.keys()
    assert {path: silent(one) for path, one in found.items() if silent(one)} == {}
