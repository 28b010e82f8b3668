"""How the agent asks for number and name, and what it says when they do not match. Pure."""

from ringbook.dialogue.speak.lines import digits, reach
from ringbook.dialogue.speak.whom import noted
from ringbook.dialogue.speak.wording import anything_else
from ringbook.dialogue.state.call_state import CallState
from ringbook.domain.name_spelled import parted

__all__ = [
    "ask_name",
    "ask_number",
    "confirm_number",
    "go_on",
    "name_for_booking",
    "no_number",
    "other_name",
    "refuse",
    "this_line",
]


def ask_number(state: CallState) -> str:
    """Asks for the number, in other words each time it did not work."""
    if state.number_refusals:
        return (
            "I understand. I only need it to look into the diary and to find your booking again. "
            "What number may I use?"
        )
    if state.heard is not None and state.heard.has("this_line"):
        return "I can't see the number you're calling from. Could you say it for me, please?"
    if state.number_failures > 1 or state.stuck_on("number") > 1:
        return (
            "Let's try it another way: please type the phone number on your keypad and finish "
            "with the pound key, or say it one digit at a time."
        )
    if state.number_failures or state.stuck_on("number"):
        return "Sorry, what's the phone number? One digit at a time, please."
    lead = "" if _asked_before(state) or noted(state) else "I can help with that. "
    if lead and state.frame.intent is None:  # they said that they were cut off
        lead = "I'm sorry about that. "
    if state.frame.intent in ("move", "cancel", "list") and not state.frame.or_book:
        return f"{lead}What phone number is the booking under?"
    return f"{lead}May I have your phone number, please?"


def _asked_before(state: CallState) -> bool:
    return state.answering is not None and state.answering.about == "number"


def go_on(state: CallState) -> str:
    """Repeats the digits so far, so that the caller can go on or correct them."""
    so_far = " ".join(state.digits.lstrip("+"))
    if state.stuck_on("number"):
        return f"So far I have {so_far}. What are the other digits?"
    return f"{so_far}, and then?"


def confirm_number(number: str, state: CallState) -> str:
    """Reads the number back in groups."""
    again = "Just to be sure: " if state.stuck_on("confirm_number") else ""
    return f"{again}I have {digits(number, state)}. Is that right?"


def this_line(number: str) -> str:
    """Offers the number that the network gave, naming no more than its end."""
    ending = " ".join(number[-4:])
    return f"Is the number you're calling from, ending {ending}, the one for the booking?"


def no_number(state: CallState) -> str:
    """A caller who will not give a number."""
    return (
        "That's fine, but I can't look into the diary without a phone number. "
        f"{reach(state)} {anything_else(state)}"
    )


def ask_name(state: CallState) -> str:
    """Asks everybody alike, known or not."""
    if state.name_asked:
        return "Sorry, what's your name? You may spell it, or just say skip."
    return "And your name, please?"


def name_for_booking() -> str:
    return "What name is the booking under?"


def other_name(state: CallState) -> str:
    """After a name that fits nothing."""
    if not any(parted(one.words)[0] for one in state.name_tries):
        return "Could you spell the name for me, or give me another phone number?"
    return "Could it be under another name or another number?"


def refuse(state: CallState) -> str:
    """Not proven, and no more tries: the same words for everybody."""
    return (
        "I'm sorry, I can't find an appointment for that name and number, so there is nothing I "
        f"can open. {reach(state)} {anything_else(state)}"
    )
