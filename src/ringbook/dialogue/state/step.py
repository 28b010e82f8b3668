"""What the offline brain can do next: say something, or run a tool."""

from dataclasses import dataclass, field

from ringbook.dialogue.state.question import Question

__all__ = ["Do", "Say", "Step"]


@dataclass(frozen=True, slots=True)
class Say:
    """Words for the caller; `asks` is what they wait for. Empty text means to say nothing."""

    text: str
    asks: Question | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """A tool to run, with labels and words as arguments."""

    tool: str
    args: dict[str, str] = field(default_factory=dict)


type Step = Say | Do
