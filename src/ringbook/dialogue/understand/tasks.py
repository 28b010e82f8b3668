"""Which of the practice's tasks the caller names: book, cancel, move, list, availability. Pure."""

import re

from ringbook.dialogue.state.heard import Act
from ringbook.dialogue.understand.sooner import of_distance
from ringbook.dialogue.understand.standing import of_standing

__all__ = ["TASKS", "tasks_named"]

TASKS: tuple[Act, ...] = ("book", "availability", "cancel", "move", "list")

_MINE = (
    r"(?:my|our|the|this|that|it|an?|one|all|both|tomorrows?|todays?|everything"
    r"|appointments?|bookings?)"
)
_APPT = r"(?:appointments?|appts?|bookings?|reservations?|visits?|slots?|sessions?)"
_WANT = (
    r"(?:make|get|set up|arrange|have|need|want|like|take|grab|request|looking for|after"
    r"|find(?: me)?|do)"
)
_NEGATED = re.compile(
    r"\b(?:dont|do not|didnt|did not|not|never|without|rather not|instead of|wasnt|wont|nothing"
    r" to|no need to)"
    r"(?: (?:actually|really|want|wanna|wanting|need|needing|like|wish|going|trying|asking"
    r"|asked|say|said"
    r"|calling|here|to|you|me|us|please|it|be))* $"
)
_ABOUT_RULES = re.compile(
    r"\b(?:policy|policies|fee|fees|charges?|penalty|rules?|notice|if i|what happens|how do i"
    r"|how can i"
    r"|how (?:late|early|soon)|is it possible to cancel later"
    r"|(?:can|could) (?:i|we) (?:still )?cancel(?: \w+){0,2} (?:later|afterwards|if|up to))\b"
)

CUES: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("cancel", re.compile(
        rf"(?<!theres a )(?<!there is a )(?<!for a )(?<!have a )(?<!get a )(?<!any )"
        rf"\bcancel(?:l?ing|lation)?\b(?! (?:polic|fee|charge|rule))"
        rf"|\bcall(?:ing)? off\b|\bget rid of {_MINE}|\b(?:scrap|delete|drop|remove) (?:my|the)"
        rf" (?:\w+ )?{_APPT}"
        rf"|\b(?:cant|cannot|can not|wont|wont be able to|unable to|not able to|not going to"
        rf"|couldnt"
        rf"|im not going to|not be able to) (?:be able to )?(?:make|attend|come to|keep|be at"
        rf"|get to)"
        rf" (?:it\b(?! (?:work|later|earlier))|my|the|that|this|to my)"
        rf"|\b(?:cant|cannot|wont|not able to) come(?: in)? (?:tomorrow|today|on|this|next|\w+day"
        rf"|anymore|after all|to (?:my|the))\b"
        rf"|\bwont be (?:coming|there|able to (?:make|come|attend))|\bnot (?:coming|gonna make"
        rf" it)\b"
    )),
    ("move", re.compile(
        rf"\bre-?schedul\w*|\bre-?arrang\w*|\bpostpon\w*|\b(?:mov(?:e|ing)|shift|push|bump"
        rf"|delay)(?:ing)? {_MINE}\b"
        rf"|\b(?:push|put|move|bump|bring)(?:ing)? (?:back|forward|up|off|out) {_MINE}\b"
        rf"|\bmove (?:to|from|\w+days?)\b|\bchang(?:e|ing) (?:to|from|the (?:time|day|date"
        rf"|appointment|booking)|it"
        rf"|that|my (?!name|number|phone|mind|address|email|details|contact|insurance))"
        rf"|\b(?:swap|switch)(?:ing)? (?:{_MINE}|\w+days?|to|from)\b|\bbring(?:ing)? {_MINE}(?:"
        rf" \w+){{0,3}} forward"
        rf"|\bput(?:ting)? {_MINE}(?: \w+){{0,2}} (?:off|back)\b|\bmake (?:my|the) {_APPT}"
        rf" (?:later|earlier)"
        rf"|\b(?:another|a different|different|new|other) (?:day|time|date)"
        rf" for (?:my|the|that|it)\b|\bre-?book(?:ing)? (?:my|it|that|the)\b"
        rf"|\bcome(?: in)? (?:on )?(?:\w+ )?instead of\b"
        rf"|\b(?:come|be|do|make)(?: in| it)? (?:\w+ ){{0,3}}(?:later|earlier) (?:for|to|than) my\b"
    )),
    ("list", re.compile(
        rf"\b(?:what|which|any|how many|all|list|show(?: me)?|tell me|read(?: me)?|check|see"
        rf"|find|look up|pull up"
        rf"|confirm|verify|about|hear|know)(?: (?:on|out|what|when|of|are|is|for|if|whether"
        rf"|about))*"
        rf" (?:my|the|your)? ?(?:next |upcoming |existing |current |future |other |booked )*{_APPT}"
        rf"(?: (?:do|have|did|that|are))?(?: i\b| ive| is\b| are\b|$|,|\?| please| and| for me|"
        rf" on file"
        rf"| details| time| date)(?!ll|d)"
        rf"|\bdo i (?:already |still |currently )?have (?:an?|any|something|anything|another"
        rf"|other)\b"
        rf"|\bhave i (?:already )?(?:got|booked|made)\b|\b(?:what|when|which) (?:have|do|did"
        rf"|am) i\b(?! (?:need|have to|bring|pay|wear|owe|park|do|say|expect|tell)\b)"
        rf"|\b(?:what|when|whats|whens|what time|which day|what day)(?:s| is| was| are)? (?:it"
        rf" )?my (?!name|number)"
        rf"|\bam i (?:booked|down|scheduled|still|due|seeing|coming|in)\b"
        rf"|\b(?:if|whether|check|sure|confirm|think|thought|believe|see)(?: that)? (?:im|i am)"
        rf" (?:still )?(?:down|booked(?! up)|scheduled|on|coming|expected|in)\b"
        rf"|\b(?:im|i am) still (?:down|booked(?! up)|scheduled|on|coming|expected|in)\b"
        rf"|\bremind me (?:when"
        rf"|what|of|about)\b"
        rf"|\bmy {_APPT} .*\b(?:when|what time|what day) (?:it is|is it|that is)\b"
        rf"|\bmy (?:upcoming|existing|current|next|future) {_APPT}\b"
        rf"|\bis my (?:\w+ )?(?:{_APPT}|\w+) (?:still|on|at|confirmed|booked|tomorrow|today)\b"
        rf"|\b(?:what|when|which)(?: \w+)? (?:im|i am|ive been|i was) (?:supposed|meant|due"
        rf"|booked|down"
        rf"|scheduled|coming|expected)\b"
        rf"|\b(?:what|whats|anything) (?:ive|i have|do i have|have i) (?:got |booked |coming )"
    )),
    ("availability", re.compile(
        r"\bwhat(?:s| is) (?:the|your) (?:earliest|first|next|soonest|latest) (?:you|that you"
        r"|available|free)\b|"
        r"\b(?:what|which|whats|some|other|more|your|next|first|earliest|soonest) (?:\w+"
        r" ){0,2}?"
        r"(?:times?|slots?|openings?|availability|availabilities|spaces?|spots?|vacanc\w+)\b"
        r"|\bwhat (?:days?|dates?)\b(?! (?:is|was) (?:it|that|this|my))|\b(?:whats|what is|whos"
        r"|anything|something"
        r"|anyone|is it|are they) (?:\w+ ){0,2}?"
        r"(?:free|open|available|left)\b"
        r"|\b(?:do you have|have you got|you got|you have|got|is there|are there|would you have)"
        r" (?:any(?:thing|one|where)?|something|some|a slot|space|room|time|an? (?:opening|spot"
        r"|gap)|availability)\b"
        r"(?! (?:\w+ )?(?:parking|question|insurance))"
        r"|\bwhen (?:can|could|would|are|is|do|will)(?: (?:i|you|we|the|dr|doctor|your))+(?:"
        r" \w+){0,3}?"
        r" (?:come|in|free|available|next|soonest|earliest|see|have|availab\w+|opening|take|fit"
        r"|get|do)\b"
        r"|\b(?:do|did|if|whether) you (?:guys |all |still )?(?:have|had|got) (?:any|some"
        r"|something)\b"
        r"(?! (?:\w+ )?(?:parking|question|insurance))"
        r"|\bany (?:\w+ )?(?:openings?|slots?|spots?|availability|vacanc\w+)\b"
        r"|\bwhens the (?:next|earliest|soonest|first)\b|\b(?:next|first|earliest|soonest)"
        r" (?:available|opening|possible)\b"
        r"|\b(?:is|are) (?:\w+ ){1,5}?(?:free|available)\b|\bhow soon\b|\bhow about \w+|\bwhat"
        r" about \w*(?:day|morning|afternoon)"
        r"|\bany(?:thing)? (?:on|for|at|in|this|next|tomorrow|today|later|earlier|sooner|after"
        r"|before|around)\b"
        r"|\bwhat(?: else)? (?:do|have|would) you (?:have|got) (?:\w+ )??(?:on|for|at|in|this"
        r"|next|today"
        r"|tomorrow|after|before|around|free|open|available|later|earlier|\w+day|\w+days)\b"
        r"|\b(?:is|are|will) (?:dr|doctor) \w+ (?:be )?(?:in|there|around|working)\b"
        r"|\bavailability\b|\bhow (?:is|does|are) (?:\w+day|tomorrow)\b"
    )),
    ("book", re.compile(
        r"\b(?:im|i am) (?:a )?new (?:patient|client|customer)\b"
        r"|\b(?:never|not) been (?:t?here|to you)\b|"
        rf"\bbook(?:ing)?\b(?<!my booking)(?<!the booking)(?<!a booking)(?<!existing booking)"
        rf"|\bmak(?:e|ing) (?:an?|another|my|the|some) (?:new )?(?:\w+ )?{_APPT}"
        rf"|(?<!re)(?<!re-)\bschedul(?:e|ing)\b (?!is|was|change)|\breserv(?:e|ing)\b"
        rf"|\b{_WANT} (?:me |us |to have |to get |to make |to come in for )?(?:an?|another|some"
        rf"|one|new|the next|the first|that)"
        rf" (?:\w+ ){{0,3}}?(?:appointment|appt|booking|slot|visit)\b"
        rf"|\b(?:an?|another|new) (?:\w+ ){{0,2}}?(?:appointment|appt)\b(?! (?:on|for|at|booked"
        rf"|scheduled|with|already|tomorrow|today)\b.*"
        rf"\b(?:move|change|cancel|resched))"
        rf"|^(?:appointment|appt|booking)\b|\b(?:like|want|wanted|need|love|hoping|trying|wish"
        rf"|got|have|prefer|rather|possible|able|looking|ought) (?:to )?(?:come(?! to)|be seen"
        rf"|see(?! (?:if"
        rf"|what|when|whether|how))|visit"
        rf"|get in|pop in"
        rf"|drop in)\b"
        rf"|\b(?:set|get|put|arrange|schedule)(?: \w+)? (?:something|an? \w+|up something)(?: up"
        rf"| in| down"
        rf"|on the (?:books|calendar|diary|schedule))\b|\b(?:set up (?:something|an?)|get set up)\b"
        rf"|\barrange (?:something|an?)\b"
        rf"|\b(?:(?:can|could|may) i|(?:if|whether) i (?:can|could|might)) (?:come in|come by"
        rf"|come(?! (?:along|with (?:me|us|him|her|them|my))\b)|be seen|see|get in|pop in|drop in"
        rf"|visit)\b"
        rf"|\b(?:fit|squeeze|get|slot|pencil|put|sign|book) (?:me|us|him|her|them|my \w+) (?:in"
        rf"|up|down)\b"
        rf"|\bneed to (?:come in|be seen|see (?:a|the|dr|doctor|someone|somebody))\b|\bget"
        rf" (?:seen|checked|looked at)\b"
        rf"|\bget (?:my|our) (?:\w+ ){{1,2}}(?:done|cut|cleaned|fixed)\b"
        rf"|\bhave (?:my teeth|someone look|it looked|a look)\b|\brebook\b(?! (?:my|it|that|the))"
    )),
)  # fmt: skip

_HAVE = re.compile(
    rf"\b(?:have|had|got|ive got|made|booked|theres|there is|about|is|was|missed|for) an?"
    rf" (?:\w+ ){{0,2}}?{_APPT}"
    r" (?:on|for|at|with|tomorrow|today|this|next|booked|scheduled|already|coming|in|that|which"
    r"|i)\b"
)


_TAKEN_BACK = re.compile(
    r"\bno,? (?:sorry|wait|actually|i mean)\b|\b(?:wait|actually|sorry|oh),? no\b|\bscratch that\b"
    r"|\bi (?:mean|meant)\b|\bor rather\b|\bsorry,? not\b"
)


def tasks_named(said: str) -> tuple[Act, ...]:
    """The tasks in the plain text as named; negated ones and talk about rules left out."""
    places = _places(said)
    back = [m.start() for m in _TAKEN_BACK.finditer(said)]
    if back and any(place > back[-1] for place in places.values()):
        places = {act: place for act, place in places.items() if place > back[-1]}
    if "cancel" in places and _ABOUT_RULES.search(said):
        del places["cancel"]
    if not {"cancel", "move"} & {*places} and not _books_too(said):
        of_standing(places, said)
    of_distance(places, said)
    _settle(places, said)
    return tuple(sorted(places, key=lambda act: places[act]))


def _places(said: str) -> dict[Act, int]:
    """Where each task is first named."""
    places: dict[Act, int] = {}
    for act, cue in CUES:
        found = [m.start() for m in cue.finditer(said) if not _NEGATED.search(said[: m.start()])]
        found = [] if act == "book" and _HOW_TO_COME.search(said) else found
        if found and not (act == "availability" and _HOURS.search(said)):
            places[act] = found[0]
    return places


_HOW_TO_COME = re.compile(
    r"\bdo (?:i|we) (?:have|need) to come (?:in )?(?:on an|with|early|fasting|without|alone)\b"
)
""" "Do I have to come in on an empty stomach?" is a question, and no booking."""

_HAVE_ONE = re.compile(
    r"\b(?:ive got|i have|i had|i got|ive) (?:an?|my) (?:\w+ ){1,3}?(?:on|at|for|tomorrow|today"
    r"|next|this)\b"
    r".*\b(?:different|another|other|new) (?:day|time|date)\b"
)

_HOURS = re.compile(
    r"\b(?:what times?|when|how late|how early|until when|what days?)(?: (?:do|does|are|is|will))?"
    r" (?:you|the \w+|yall)(?: guys| all)? (?:open|opens|close|closes|closed|shut)\b"
    r"|\b(?:opening|business|office|working) (?:hours|times)\b"
    r"|\bwhat (?:time|day|date) is it\b|\bwhats (?:the|todays) (?:time|day|date)\b"
    r"|\bwhat day is today\b"
)
"""Asks for the opening hours or the present time, and not for a free time."""

_OTHER_TIME = re.compile(
    r"\binstead\b|\b(?:another|different|other) (?:day|time|date|slot)\b|\b(?:can|could"
    r"|may) (?:we|i|you)"
    r" (?:do|make|come|have|get|push|put|find)\b|\b(?:how|what) about\b"
    r"|\bdo you have (?:any|some|a|an|something|space|room|time)\b"
    r"|\b(?:do you have|have you got|is there|anything|something) (?:\w+ )?"
    r"(?:later|earlier|sooner)\b"
    r"|\bis there (?:any|some)(?:thing| time| day)?\b"
)
""" "I can't make it on Tuesday, can we do Friday?" moves it; without that it is cancelled."""


def _settle(places: dict[Act, int], said: str) -> None:
    """Leaves out what only comes with another task: "move my booking", "I have an appointment"."""
    if _OTHER_TIME.search(said) and (theirs := _HAVE_ONE.search(said)):
        places.pop("book", None)
        places.setdefault("move", theirs.start())
    if "cancel" in places and not re.search(r"\bcancel", said) and _OTHER_TIME.search(said):
        places["move"] = places.pop("cancel")
    changing = "cancel" in places or "move" in places
    if "book" in places and changing and not _books_too(said):
        del places["book"]
    if "book" in places and (_HAVE.search(said) or "list" in places) and not _books_too(said):
        del places["book"]
    if "list" in places and (changing or "book" in places):
        del places["list"]
    theirs = re.search(r"\b(?:i|my|ive|me|id)\b", said)
    if "availability" in places and "list" in places and not theirs:
        del places["list"]
    if "availability" in places and ("list" in places or "book" in places):
        del places["availability"]
    if "availability" in places and changing:
        del places["availability"]
    if "move" in places and "cancel" in places and not re.search(r"\bcancel", said):
        del places["cancel"]


def _books_too(said: str) -> bool:
    """True when a booking is asked for in so many words beside another task."""
    clear = (
        r"\b(?:and|then|also|instead|id like to|want to|like to|need to|can i|could i|to|,|but) "
    )
    return bool(
        re.search(rf"(?:^|{clear})(?:re)?(?:book|schedule|make)\b(?! (?:it|that|sure))", said)
    )


WANTING = re.compile(
    r"\b(?:i|we|id|ill|wed|my \w+) (?:\w+ )?(?:need|want|like|love|have|get|take|wanna|looking"
    r"|after|require)s?\b"
    r"|\b(?:can|could|may) (?:i|we|you)\b|\b(?:looking|calling|here) (?:for|about|to)\b|\bim"
    r" (?:due|overdue|after)\b"
    r"|\bplease\b|\bneeds?\b|^(?:an? |the |just |maybe |for )?(?:\w+ ){0,3}\w+$"
)


def wanting(said: str) -> bool:
    """True when the plain text wishes for something, or only names it."""
    return bool(WANTING.search(said)) and not re.search(
        r"\b(?:how much|how long|what is|whats|does|cost|price|include|hurt|do you (?:do|offer"
        r"|have)|do (?:i|we) (?:have|need) to(?! (?:book|make|see)))\b",
        said,
    )
