"""Does a sentence say that a booking, move or cancellation failed, or was not made? Pure."""

import re

from ringbook.dialogue.claims.words import UNSURE, Deed, bare, clauses, plain

__all__ = ["denied"]

_VERBS = (
    r"book(?:ed|ing)?|schedul(?:e|ed|ing)|reserv(?:e|ed|ing)|mov(?:e|ed|ing)|re-?schedul(?:e|ed"
    r"|ing)"
    r"|chang(?:e|ed|ing)|shift(?:ed)?|switch(?:ed)?|cancel(?:l?ed|l?ing)?|remov(?:e|ed)|delet(?:e"
    r"|ed)"
    r"|postponed?|go(?:ne)? through|went through|sav(?:e|ed)|complete(?:d)?|confirm(?:ed)?"
    r"|successful|secured?|(?:get|put|fit|squeeze|got|add) (?:you|it|that) (?:in|on|down|off)"
    r"|take (?:it|that|you) (?:off|out)|made|processed|add(?:ed)? you"
    r"|creat(?:e|ed)|plac(?:e|ed)|arranged?|finali[sz]ed?|register(?:ed)?|enter(?:ed)?|amend(?:ed)?"
    r"|adjust(?:ed)?|swap(?:ped)?|(?:take|taken|taking) (?:it|that|you) (?:off|out)"
)
_NOT = (
    r"(?:(?:did|does|do|has|have|had|was|were|is|are|could|can|would)(?:n't| not)|can't|cannot"
    r"|unable"
    r"|failed|not able|never|none|neither|'re not|'s not)"
)
_FAILED = re.compile(
    rf"\b{_NOT}\b[\w' ]*?\b(?:{_VERBS})\b"
    r"|\b(?:nothing|no (?:appointment|booking|change|cancellation|move))"
    r"(?: (?:has|have|was|were|is|been|got))+ (?:yet )?"
    r"(?:booked|made|moved|changed|cancell?ed|saved)"
    r"|\b(?:book(?:ing)?|cancell?ation|cancel(?:l?ing)?|move|moving|change|reschedul\w*"
    r"|appointment)\b"
    r"[\w' ]*\b(?:failed|unsuccessful|pending|(?:did|does)(?:n't| not) (?:work|go|take))\b"
    r"|\b(?:problem|error|trouble|went wrong|issue)\b[\w' ]*\b(?:book|cancel|mov|reschedul|chang)"
    r"|\b(?:that|it) (?:didn't|did not|hasn't) (?:go|gone|work|worked)(?: through| out)?\b"
    r"|(?:\byou|\bit|\bthat)(?:'re|'s| are| is)(?: not|n't) (?:yet )?(?:booked|scheduled|down"
    r"|confirmed"
    r"|(?:on|in) the (?:diary|schedule|books?|calendar|system))\b"
    r"|\b(?:rejected|refused|declined|wouldn't (?:take|accept|let me)|would not (?:take|accept"
    r"|let me))\b"
    r"|\byou (?:don't|do not) have an? (?:appointment|booking|reservation)\b"
)
_ANOTHER = re.compile(r"\b(?:other|else|another|further|more|new|second|third|fourth|fifth)\b")
_CANCEL = re.compile(r"\b(?:cancel|remov|delet|take (?:it|that|you) (?:off|out))")
_MOVE = re.compile(r"\b(?:mov|re-?schedul|chang|shift|switch|postpon)")
_BOOK = re.compile(
    r"\b(?:book|schedul|reserv|confirm|appointment|diary|secure|squeeze|fit|get you)"
)


def denied(sentence: str) -> Deed | None:
    """The deed that the sentence says did not work; "any" when it does not say which."""
    conditional = False
    for clause, asks in clauses(plain(sentence)):
        said = bare(clause)
        if UNSURE.search(said):
            conditional = True
        elif not asks and not conditional and (deed := _deed(said)):
            return deed
    return None


def _deed(clause: str) -> Deed | None:
    if not _FAILED.search(clause) or _ANOTHER.search(clause):
        return None
    kinds: tuple[tuple[re.Pattern[str], Deed], ...] = (
        (_CANCEL, "cancel"),
        (_MOVE, "move"),
        (_BOOK, "book"),
    )
    return next((deed for words, deed in kinds if words.search(clause)), "any")
