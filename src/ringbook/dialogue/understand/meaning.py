"""A service that is wanted by what is to be done, not by its name: "a check on my teeth". Pure."""

import re
from typing import Final

from ringbook.domain.model import Service
from ringbook.domain.vocabulary import words

__all__ = ["service_meant"]

_OWN: Final = r"(?:my|our|his|her|their|the|these|both|some|me|all)"
_BODY: Final = (
    r"(?:teeth|tooth|gums?|mouth|eyes?|vision|sight|ears?|hearing|hair|beard|nails?|skin|feet|foot"
    r"|back|knees?|neck|shoulders?|moles?|braces|fringe|bangs|coat|fur|dog|cat|puppy|kitten)"
)
_MINE: Final = rf"(?:{_OWN} )+(?:\w+ )?{_BODY}"
_MEANINGS: Final[tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = (
    (
        re.compile(
            rf"\b(?:check(?:ing|ed)?|look(?:ing|ed)?|examin(?:e|ed|ing))"
            rf"(?: (?:up|on|at|over|out|of))* {_MINE}\b"
            rf"|\b{_MINE} (?:(?:be|to be|looked at and) )?(?:checked|looked (?:at|over)|examined)\b"
            rf"|\ba (?:quick |little |general |regular |routine )*(?:check|look)"
            rf"(?: (?:on|of|at|over)) {_MINE}\b"
        ),
        words("checkup check exam examination checkups"),
    ),
    (
        re.compile(
            rf"\b(?:scale|polish|scrub|wash)(?:ing|ed)? {_MINE}\b"
            rf"|\b{_MINE} (?:scaled|polished|washed|scrubbed|cleaned)\b|\bplaque\b|\btartar\b"
        ),
        words("clean cleaning hygiene scale polish wash"),
    ),
    (
        re.compile(rf"\b(?:whiter|brighter) teeth\b|\b{_MINE} (?:whiter|brighter|whitened)\b"),
        words("whitening whiten bleaching"),
    ),
    (
        re.compile(
            rf"\b{_MINE} (?:cut|shortened|shorter|tidied)\b"
            rf"|\b(?:cut|shorten|tidy)(?:ting|ing)?(?: up)? {_MINE}\b"
        ),
        words("cut haircut trim"),
    ),
    (
        re.compile(
            r"\b(?:tooth|teeth) (?:(?:to be|be) )?(?:out|pulled|removed|taken out|extracted)\b"
            r"|\b(?:pull|remove|take out|extract) (?:\w+ ){1,3}?(?:tooth|teeth)\b"
        ),
        words("extraction extractions"),
    ),
    (re.compile(r"\b(?:cavity|cavities|hole in (?:my|a|one of my))\b"), words("filling fillings")),
)


_WORTH_A_LOOK: Final = re.compile(rf"\b{_BODY}\b|plaque|tartar|cavit|hole in")
"""Without one of these no pattern above can fit."""


def service_meant(said: str, services: tuple[Service, ...]) -> str | None:
    """The only service whose names fit what the plain text wants done, None when not just one."""
    if _WORTH_A_LOOK.search(said) is None:
        return None
    meant = {word for pattern, named in _MEANINGS if pattern.search(said) for word in named}
    fitting = [s.name for s in services if meant & _named(s)]
    return fitting[0] if len(fitting) == 1 else None


def _named(service: Service) -> set[str]:
    names = [name.lower() for name in (service.name, *service.aliases)]
    return {w for name in names for w in (*re.findall(r"[a-z]+", name), name.replace("-", ""))}
