"""What callers say about the talk itself: greetings, thanks, goodbye, "say that again". Pure."""

import re

from ringbook.dialogue.state.heard import Act

__all__ = ["ASKS_TO_ASK", "FAREWELL_DATE", "HOLDS", "talk_acts"]

CUES: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("greet", re.compile(
        r"^(?:hi|hello|hey|hiya|howdy|greetings|yo|good (?:morning|afternoon|evening|day))\b"
        r"|\bhow are (?:you|things)(?: doing| going| all| today)*(?=[,?]|$)"
        r"|\b(?:are you (?:still )?there|anyone there|anybody there|can you hear me)\b"
    )),
    ("thanks", re.compile(
        r"\b(?:thanks|thank you|thankyou|thank u|thx|cheers|much obliged|appreciate)\b|\bta\b$"
    )),
    ("goodbye", re.compile(
        r"\b(?:good ?bye|bye(?: bye)?|bye-bye|see (?:you|ya)|cya|take care|good night|hang up)\b"
        r"|\btalk (?:to you )?(?:later|soon)\b|\bend (?:the|this) call\b"
        r"|\b(?:have|enjoy) (?:a|an|your|the rest of) (?:\w+ )*?"
        r"(?:day|one|evening|afternoon|weekend|night|morning)\b"
    )),
    ("repeat", re.compile(
        r"\b(?:repeat|say (?:that|it|them|those) again|say again|(?:come|one more time|once) again"
        r"|one more time|pardon|didnt (?:catch|hear|get|understand)|did not (?:catch|hear|get"
        r"|understand)"
        r"|couldnt hear|cant hear|what did you say|what was that|missed that|slow down|slower"
        r"|speak up|louder|speak (?:more )?(?:clearly|slowly))\b"
        r"|\bwhat (?:was|were|is|are|did) [\w ,]+ again\b|\bwhat (?:day|date|time) (?:is"
        r"|was) (?:that|this)\b"
        r"|\bwhen (?:is|was) that\b|\bwhich (?:day|date|time) (?:is|was) that\b"
        r"|\b(?:what|which) (?:(?:time|day|date|one) )?did you say\b|\bwhen did you say\b"
        r"|^(?:(?:wait|sorry|but),? )*which ones?"
        r"(?: do i have| are (?:they|those)| (?:is|was) that)?\??$"
        r"|^(?:(?:sorry|and|wait|but),? )*(?:which|what) (?:day|date|time)(?: again)?\??$"
        r"|^(?:sorry|what|huh|excuse me|eh|come again|again|sorry what)\?$|^(?:what|huh|pardon"
        r" me|again)$"
    )),
    ("person", re.compile(
        r"\b(?<!i was )(?<!im )(?<!i am )(?:speak|talk|speaking|talking|chat)"
        r"(?: directly)? (?:to|with) (?!you\b)"
        r"(?:(?:a|an|the|some|real|actual|live|human|another|your) )*"
        r"(?:human|person|people|someone|somebody|receptionist|staff|manager|representative"
        r"|agent|operator"
        r"|dentist|doctor|dr|reception|front desk|hygienist|nurse)\b"
        r"|\b(?:transfer|connect) me\b|\bput me (?:through|on to|onto)\b|\bcall me back\b"
        r"|^(?:human|operator|receptionist|agent|representative|real person|a human|a person)\b"
        r"|\b(?:real|actual|human) (?:person|human|being|receptionist) please\b|\bget me (?:a"
        r"|someone|somebody)\b"
    )),
    ("robot", re.compile(
        r"\b(?:are you|is this|is that|am i (?:talking|speaking) (?:to|with)|are u) (?:\w+ ){0,3}?"
        r"(?:real|human|robot|bot|machine|ai|computer|recording|automated|person|computer"
        r" program)\b"
        r"|^(?:(?:sorry|and|but|wait|hello|hi),? )*(?:who (?:is this|are you"
        r"|am i (?:speaking|talking) (?:to|with))|whats your name|what is your name)\b"
    )),
    ("help", re.compile(
        r"\bwhat (?:can|do) you (?:do|help)\b(?! (?:have|offer|for))|\bhow (?:does|do) (?:this"
        r"|it) work\b"
        r"|^(?:can you |please )?help(?: me)?(?: please)?$|\bwhat are my options\b|\bwhat can i"
        r" (?:say|ask|do)\b"
    )),
    ("drop", re.compile(
        r"\b(?:(?:keep|leave) it (?:as it is|the way it is|where it is|alone)"
        r"|never ?mind|forget (?:it|that|about it|about that)|leave it|dont bother|scrap"
        r" that|start over"
        r"|(?:ive |i )?changed my mind|i(?:ll| will) call (?:you )?back|skip(?= it| that|$"
        r"| please| for now)|dont"
        r" worry about it)\b"
    )),
    ("wait", re.compile(
        r"^(?:wait|hold on|hang on|stop|hold|pause|bear with me|hold the line)\b"
        r"|\b(?:one|just a|just one|give me a|gimme a|wait a|hold on a|hang on a) (?:moment"
        r"|second|sec|minute|min)\b"
        r"|\b(?:hold on|hang on|bear with me)\b|\bwait$"
        r"|\blet me (?:check|see|think|look|get|find|grab)\b"
        r"|\b(?:can|could|would) you (?:please )?(?:hold|wait)\b"
        r"|\b(?:ill|i|wed|id|we) (?:have to|need to|want to|gotta|like to|d like to) think\b"
    )),
    ("nothing", re.compile(
        r"\bnothing(?: else| more)?\b(?! (?:before|after|earlier|later|on|in|at|available|free"
        r"|works))"
        r"|\b(?:thats|that is|that will be|thatll be|that would be|that was) (?:all|it"
        r"|everything)\b"
        r"(?! (?:works|right|good|the))|\bi(?:m| am) (?:all )?(?:done|finished|set|good"
        r"|fine)\b(?! (?:with|for|to|on))"
        r"|\ball (?:set|done|good)\b|\bno (?:more|other|further) (?:questions?|thing)\b"
        r"|\bnot(?:hing)? today\b"
        r"|\bi dont (?:need|want) anything\b"
    )),
)  # fmt: skip

ASKS_TO_ASK = re.compile(
    r"^(?:(?:oh|and|also|actually|wait|just|yes|yeah|ok|okay|hi|hello|before that),? )*"
    r"(?:i(?:ve)? (?:just )?(?:have |had |got )?(?:an?|one|another|one more|some|a few|a couple of)"
    r" (?:\w+ )?(?:more )?questions?(?: for you| first| about (?:it|that|this))?"
    r"|can i (?:just )?ask (?:you )?(?:something|a (?:quick )?question|one thing)(?: first)?"
    r"|one (?:more|last|other) (?:thing|question)|another (?:thing|question))(?:,? please)?\??$"
)
""" "Can I ask you something?": the question is still to come."""

HOLDS = re.compile(r"\b(?:can|could|would) you (?:please )?(?:hold|wait)\b")

FAREWELL_DATE = re.compile(
    r"\b(?:see (?:you|ya|u)(?: all| guys)?|have (?:a|an) (?:\w+ )*?)(?: (?:on|at|in|there|then|next"
    r"|this|tomorrow|\w+day|later|soon|around))*(?:,| |$)"
    r"|\bhow (?:are|re) (?:you|things)(?: all| guys| doing| going| keeping)*"
    r"(?: today| tonight| this (?:morning|afternoon|evening))?"
)
"""A day said in a farewell ("see you Tuesday") or a greeting is none that is wanted."""


def talk_acts(said: str) -> tuple[Act, ...]:
    """The acts about the talk in the plain text, in a fixed order."""
    acts = tuple(act for act, cue in CUES if cue.search(said))
    return (*acts, "wait") if ASKS_TO_ASK.match(said) and "wait" not in acts else acts


CORRECTING = re.compile(
    r"\b(?:but|actually|instead|rather|i mean|i meant|make (?:it|that)|can (?:we|you|i)|could"
    r" (?:we|you|i)|change"
    r"|lets (?:do|go|make|try|say)|second thoughts?|almost|nearly"
    r"|not|wait|except|sorry|i said|should be|supposed to be|want(?:ed)?|prefer|how about|what"
    r" about)\b"
)


def correcting(said: str) -> bool:
    """True when the plain text puts something else in place of what was said."""
    return bool(CORRECTING.search(said))
