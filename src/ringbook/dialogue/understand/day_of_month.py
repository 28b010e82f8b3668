""" "The 3rd", which is a day or one of those that were offered. Pure."""

import re
from typing import Final

from ringbook.dialogue.state.heard import Context
from ringbook.domain.when_words import ORDINAL, canonical

__all__ = ["day_alone"]

OFFERED: Final = 3
"""So many times are named at once: there is no fourth to be chosen."""

_BEFORE = (
    r"(?:(?:and|or|maybe|perhaps|then|so|ok|okay|hmm|well|say|try|is|hows|are you free"
    r"|(?:what|how) about|do you have(?: anything)?|anything|lets (?:do|say|try))\b,? ?)*(?:on )?"
)
_FREE = r"(?:,? (?:free|available|open|possible|any (?:good|better)))"
_AFTER = (
    r"(?:,? (?:then|please|instead|maybe|would (?:work|suit|do|be (?:good|fine|better))|works"
    r"|is (?:good|fine|better|ok|okay)|if (?:possible|you can)))*$"
)
ALONE = re.compile(rf"^{_BEFORE}(?:the )?{ORDINAL}(?P<free>{_FREE})?{_AFTER}")


def day_alone(text: str, context: Context) -> str | None:
    """The words with the day made plain, where nothing but a day of the month was said.

    Of what was offered it is a day only where it can be none of those, or was asked to be free.
    """
    match = ALONE.match(canonical(text))
    about = context.asks.about if context.asks else ""
    if match is None or about not in ("when", "which_slot", "confirm_book", "confirm_move"):
        return None
    may_be_one = about != "when" and int(match["day"]) <= OFFERED and not match["free"]
    return None if may_be_one else f"on the {match['day']}th"
