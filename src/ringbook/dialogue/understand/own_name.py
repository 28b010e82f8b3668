"""The caller's own name, where it was asked for or given. Pure."""

import re

from ringbook.dialogue.state.heard import Context
from ringbook.dialogue.understand.practice import service_named
from ringbook.dialogue.understand.talk import talk_acts
from ringbook.dialogue.understand.tasks import tasks_named
from ringbook.dialogue.understand.text import plain
from ringbook.domain.name_words import TITLES
from ringbook.domain.names import read_name

__all__ = ["name_said", "only_named"]

_TITLE = re.compile(rf"^(?:{'|'.join(TITLES)})\.? +", re.I)

_AND_MORE = re.compile(
    r"[, ]+and[ ,]+(?=(?:i|i['\u2019](?:d|ll|m)|can|could|may|we|do|is|are|what|how|where"
    r"|please)\b)",
    re.I,
)


def name_said(text: str, said: str, context: Context) -> str | None:
    """The name that the caller gives as their own; `said` is the plain text."""
    asked = _asked(context)
    head, *more = _AND_MORE.split(text, maxsplit=1) if asked else (text,)
    if more and read_name(head, asked=True):  # what else is wanted leaves the name a name
        text, said = head, plain(head)
    name = read_name(text, asked=asked)
    if name is None:
        return None
    practice = context.practice
    named = (*(p.name for p in practice.providers), practice.name)
    others = {low for one in named for low in (one.lower(), _TITLE.sub("", one).lower())}
    if name.lower() in others or service_named(name.lower(), practice.services):
        return None
    bare = asked and read_name(text) is None
    other = {*talk_acts(said)} - {"thanks", "greet"} or tasks_named(said)
    return None if bare and other else name


def _asked(context: Context) -> bool:
    return context.asks is not None and context.asks.about == "name"


def only_named(said: str, name: str | None, context: Context) -> bool:
    """ "April", in answer to "your name?", is nobody's date."""
    named = set((name or "").lower().split())
    return _asked(context) and bool(named) and {*said.split()} <= named
