"""Appointments that the caller says to have: "I have one on Tuesday and can't come". Pure."""

import re
from typing import Final

from ringbook.dialogue.state.heard import Act
from ringbook.dialogue.understand.matters import for_the_practice
from ringbook.dialogue.understand.text import questioning

__all__ = ["of_standing"]

_MINE_STANDS: Final = re.compile(
    r"(?<!can )(?<!could )(?<!may )(?<!should )(?<!if )(?<!did )(?<!do )(?<!when )"
    r"\b(?:(?:i|we) (?:already |still |think i )?(?:have|have got|got|made|booked)"
    r"|ive(?: already)?(?: got)?|weve got) (?:an?|one|two|three|four|several|some)"
    r" (?:(?!new|other|another)\w+ ){0,2}?(?:appointments?|appts?|bookings?)\b"
)
""" "I have an appointment" speaks of one that stands, and is no wish for another."""

_NOT_COMING: Final = re.compile(
    r"\b(?:cant|cannot|can not|wont|unable to|not able to|not going to) (?:be able to )?"
    r"(?:come|attend|be there|make it|keep it)\b"
)
_WHEN_IS: Final = re.compile(
    r"\b(?:when|what (?:time|day|date)|which (?:time|day)|move|cancel|who|which one"
    r"|what (?:was|is|s|were) (?:it|that|they) (?:for|about))\b|\bwhats (?:it|that) for\b"
)
_INSTEAD: Final = re.compile(
    r"\binstead\b|\b(?:another|different|other) (?:day|time|date|slot)\b"
    r"|\b(?:can|could|may) (?:we|i|you) (?:do|come|move|push|put)\b"
)

_APPT: Final = r"(?:appointments?|appts?|bookings?|visits?|slots?)"
_CHANGED: Final = re.compile(
    rf"\bmy {_APPT} (?:was|were|is|are|has been|have been|got) (?:cancell?ed|moved|called off)\b"
    r"|\b(?:was|were|is|are|has|have) my (?:[\w-]+ ){1,3}?(?:been )?(?:cancell?ed|moved"
    r"|called off)\b"
)
""" "Was my appointment cancelled?" is answered by what stands."""

_MISSED: Final = re.compile(
    r"\b(?:i|we|ive|weve) (?:(?:have|had|just|think i|completely|totally|accidentally) )*"
    rf"(?:missed|forgot(?:ten)?(?: about)?|slept through) (?:my|our|an?|the) (?:\w+ )?{_APPT}\b"
)
""" "I missed my appointment": who rings up about that wants another."""

_LOOKS: Final = re.compile(
    r"\b(?:if|whether|that) (?:i|we) (?:still |already |currently )?(?:have|ve|got) "
    r"(?:any|an?|anything|something|one)\b(?: \w+)? ?(?:booked|scheduled|coming up|in the diary"
    r"|on the books|with you|appointments?|bookings?)"
    rf"|\b(?:booked|made) (?:it |this |them |an? {_APPT} )?twice\b|\bdouble[ -]?booked\b"
    r"|\b(?:who|name of|which|what) .*\b(?:im|i am) (?:seeing|due to see|supposed to see"
    r"|booked with) (?:on|next|this|tomorrow)\b"
)
""" "Do I have anything booked?" in other words."""

_WRONG: Final = re.compile(
    rf"\b(?:my|the) (?:\w+ )?{_APPT} (?:is|was|s) (?:\w+ ){{0,3}}?(?:wrong|incorrect)\b"
    r"|\b(?:wrong|incorrect) (?:time|day|date|week) (?:for|on|of) my\b"
    r"|\b(?:have|got|put|booked) (?:me|us|it) (?:\w+ ){0,3}?(?:the )?wrong (?:time|day|date|week)\b"
)
_BOOKED_BUT: Final = re.compile(
    r"^(?!.*\b(?:cant|cannot|wont|not|unable|never)\b)"
    r".*\b(?:i|we|ive|weve|id) (?:had |have |already |just )*(?:booked|made)\b.*"
    r"\b(?:but|can|could) .*\b(?:make it|come|do|be|have it|need it|want it)\b"
)
""" "I booked for Thursday but I need to make it Tuesday": what was booked is to be moved."""


def of_standing(places: dict[Act, int], said: str) -> None:
    """What is to be done with the appointment that the caller says to have: at least hear of it.

    `places` tells where each task is named in the plain text, and is changed.
    """
    if looks := _LOOKS.search(said):
        places.pop("book", None)
        places.pop("availability", None)
        places.setdefault("list", looks.start())
    if changed := _CHANGED.search(said):
        places.setdefault("list", changed.start())
    if (missed := _MISSED.search(said)) and not places and not questioning(said[missed.end() :]):
        places["book"] = missed.start()
    moved = _WRONG.search(said) or _BOOKED_BUT.search(said)
    if moved is not None:
        places.clear()
        places["move"] = moved.start()
        return
    stands = _MINE_STANDS.search(said)
    if stands is None:
        return
    places.pop("book", None)
    places.pop("availability", None)
    if _INSTEAD.search(said):
        _takes_the_place(places, "move", stands.start())
    elif _NOT_COMING.search(said):
        _takes_the_place(places, "cancel", stands.start())
    elif not _asks_else(said, stands.end()):
        places.setdefault("list", stands.start())


def _asks_else(said: str, end: int) -> bool:
    """ "I have an appointment, where do I park?" asks for no list, nor does "I'm running late"."""
    rest = said[end:]
    return for_the_practice(said) or (questioning(rest) and _WHEN_IS.search(rest) is None)


def _takes_the_place(places: dict[Act, int], act: Act, place: int) -> None:
    places.pop("list", None)
    places[act] = place
