"""The tools by name: the specification's seven in its order, ours before the end."""

from typing import Final, Literal, get_args

__all__ = ["TOOLS", "WRITING_TOOLS", "ToolName"]

type ToolName = Literal[
    "identify_user",
    "fetch_slots",
    "book_appointment",
    "retrieve_appointments",
    "cancel_appointment",
    "modify_appointment",
    "update_waitlist",
    "verify_caller",
    "end_conversation",
]

TOOLS: Final[tuple[str, ...]] = get_args(ToolName.__value__)
WRITING_TOOLS: Final = (
    "book_appointment",
    "cancel_appointment",
    "modify_appointment",
    "update_waitlist",
)
