"""A text call on a person's terminal: prompt, the agent's lines, what it looks up in grey."""

from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from ringbook.agent.text_lines import Input, User

__all__ = ["show_in", "typed"]

DOING = {
    "identify_user": "looking up your number",
    "fetch_slots": "looking at the diary",
    "book_appointment": "booking",
    "retrieve_appointments": "looking up your appointments",
    "cancel_appointment": "cancelling",
    "modify_appointment": "moving the appointment",
    "update_waitlist": "changing the waiting list",
    "verify_caller": "proving that it is you",
    "end_conversation": "saying goodbye",
}


def typed(line: bytes) -> Input | None:
    """What a person typed is what the caller says."""
    return User(line.decode("utf-8", errors="replace").strip())


def show_in(console: Console, agent_name: str) -> Callable[[dict[str, Any]], None]:
    """Shows the lines of a text call to a person."""

    def show(line: dict[str, Any]) -> None:
        match line:
            case {"agent": str(said)}:
                console.print(f"[bold]{escape(agent_name)}[/bold]  {escape(said)}")
            case {"tool": str(tool), "status": "started"}:
                console.print(f"[dim]… {DOING.get(tool, 'working')}[/dim]")
            case {"turn_done": True}:
                console.print("[bold cyan]you[/bold cyan]  ", end="")
            case {"summary": {"summary": str(text)}}:
                console.print()
                console.print(Panel(escape(text), border_style="dim"))

    return show
