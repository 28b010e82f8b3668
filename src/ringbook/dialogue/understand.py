"""What a caller's turn means in the state of the dialogue. Pure."""

import re

from ringbook.dialogue.understand_heard import Act, Context, Heard
from ringbook.domain.phone import NumberHeard, read_number
from ringbook.domain.phone_words import LONG
from ringbook.domain.when import read_when

__all__ = ["Act", "Context", "Heard", "understand"]

CUES: tuple[tuple[Act, str], ...] = (
    ("yes", r"^\W*(yes|yeah|yep|sure|okay|ok|correct|right|that's right)\b"),
    ("no", r"^\W*(no|nope|wrong)\b"),
    ("move", r"\b(move|reschedule|change)\b"),
    ("cancel", r"\bcancel\b"),
    ("book", r"\b(book|appointment|schedule)\b"),
    ("list", r"\b(what|which|when) .*\bappointments?\b"),
    ("goodbye", r"\b(good ?bye|bye|that's all)\b"),
    ("thanks", r"\bthank(s| you)\b"),
    ("greet", r"^\W*(hi|hello|good (morning|afternoon|evening))\b"),
)


def understand(text: str, context: Context) -> Heard:
    """What `text` means to somebody who has just asked `context.asks`."""
    said = text.lower()
    practice = context.practice
    number = read_number(text, practice.phone_region, context.digits_so_far)
    wanted = context.asks is not None and context.asks.about in ("number", "confirm_number")
    acts = [act for act, cue in CUES if re.search(cue, said)]
    if _heard_number(number, context, wanted):
        acts.append("number")
    when = read_when(text, context.now, practice.zone, "MDY", practice.opening_hours)
    return Heard(text, tuple(acts), when, number=number if "number" in acts else None)


def _heard_number(number: NumberHeard, context: Context, wanted: bool) -> bool:
    new = number.digits != context.digits_so_far
    return new and (wanted or len(number.digits) >= LONG)
