"""Questions on the way to a booking. Pure."""

from ringbook.dialogue.speak import lines as speak
from ringbook.dialogue.speak.wording import other_time
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.spoken import spoken_when

__all__ = [
    "OR_EARLIEST",
    "another_day",
    "ask_clock",
    "ask_day",
    "ask_service",
    "ask_when",
    "asks_unread",
    "other_time",
    "same_time",
    "wished",
]

NAMED = 4
OR_EARLIEST = "Or shall I look for the earliest time?"


def ask_service(state: CallState) -> str:
    """Names up to four services."""
    names = [s.name for s in state.practice.services]
    some = names[:NAMED]
    more = " Or is it something else?" if len(names) > NAMED else ""
    if state.stuck_on("service"):
        return f"I can book {speak.join(some, 'or')}. Which of them would you like?{more}"
    return f"Which service would you like: {speak.join(some, 'or')}?{more}"


def _which_of_several(state: CallState) -> str:
    """The one whose turn it is, where several are moved one after another."""
    moved = bool(state.did) and state.did[-1].tool == "modify_appointment"
    row = state.appointment(state.frame.source)
    if row is None or not (moved or any(frame.intent == "move" for frame in state.later)):
        return ""
    return f"Your {row.service} is on {spoken_when(state.local(row.starts_at))}. "


def ask_when(state: CallState) -> str:
    """Asks for the day and time, in other words when it did not work."""
    if state.stuck_on("when") > 1:
        return (
            "Please tell me a day, for example next Monday, and whether you'd like the morning "
            f"or the afternoon. {OR_EARLIEST}"
        )
    if state.frame.intent == "move":
        return f"{_which_of_several(state)}What day and time would you like instead?"
    return (
        "What day and time would you like?"
        if not state.stuck_on("when")
        else "Which day would suit you?"
    )


def ask_day(state: CallState) -> str:
    """A time was named, but no day."""
    return (
        "Which day would you like?" if not state.stuck_on("when") else "What day shall I look at?"
    )


def asks_unread(state: CallState) -> bool:
    """True for a time that only the caller knows ("after my shift"), until asked for once."""
    if state.frame.wanted.unread is None or state.frame.searches:
        return False
    heard = state.heard
    aside = heard is None or heard.has("question", "repeat", "wait", "nothing")
    return aside or not state.spoken.endswith(ask_clock())


def ask_clock() -> str:
    """What a time that only the caller knows is on the clock."""
    return "What time would that be?"


def another_day(state: CallState) -> str:
    return "Which other day would you like?"


def wished(state: CallState) -> bool:
    """True when something was said that a search can start from."""
    wish = state.frame.wanted
    return not wish.empty


def same_time(state: CallState) -> str:
    """The time asked for in a move is the one the caller has already."""
    frame, wish = state.frame, state.frame.wanted
    source = state.appointment(frame.source) if frame.intent == "move" else None
    if source is None or wish.time is None or wish.range is not None or wish.bound != "at":
        return ""
    local = state.local(source.starts_at)
    if (local.date(), local.time()) != (wish.first, wish.time):
        return ""
    if frame.provider not in (None, source.provider):
        return ""
    if frame.service not in (None, source.service):
        return ""
    return f"{spoken_when(local)} is the time you have already. Which other time would you like?"
