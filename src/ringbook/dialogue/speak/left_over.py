"""Tasks that wait when the caller leaves: what is not done is said. Pure."""

from ringbook.dialogue.state.call_state import CallState
from ringbook.dialogue.state.frame import Frame
from ringbook.dialogue.understand import for_whom
from ringbook.domain.phrases import join

__all__ = ["left_over"]


def left_over(state: CallState) -> str:
    """What the task in hand and those that wait leave as it is; "" where nothing waits."""
    frames = (state.frame, *state.later)
    begun = state.frame.intent == "book" and state.frame.attendee is not None and state.commits
    if not (state.later or begun):
        return ""
    kept = [f for f in frames if f.intent in ("cancel", "move")]
    said = ["All right."]
    if kept:
        one = len(kept) == 1
        said.append(
            "Your appointment stays as it is." if one else "Your appointments stay as they are."
        )
    if open_ := [f for f in frames if f.intent == "book"]:
        people = join([*dict.fromkeys(_for(f) for f in open_)])
        said.append(f"I won't book anything{people}.")
    return f"{' '.join(said)} " if len(said) > 1 else ""


def _for(frame: Frame) -> str:
    stored = frame.attendee.stored if frame.attendee else None
    return for_whom.told(stored) if stored else " more for you"
