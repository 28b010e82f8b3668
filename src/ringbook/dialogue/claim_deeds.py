"""The words for what was written: a booking, a move, a cancellation, or one of these. Pure."""

import re

__all__ = ["DEED", "FAREWELL", "WEEKDAY", "WISHED"]

_BETWEEN = r"(?:[\w'-]+ ){0,4}?"
_CANCEL = (
    r"cancell?ed|cancell?ation|removed|deleted|erased|scrapped|voided|annulled|withdrawn|revoked"
    r"|called (?:it |that )?off|dropped|released|cleared|crossed (?:it |that )?(?:out|off)"
    r"|freed up|(?:given|gave) (?:it |that |the time )?(?:up|back)|struck"
    rf"|(?:taken|took|pulled) {_BETWEEN}(?:off|out|back|away)|off the (?:books?|schedule|calendar)"
    r"|no longer (?:have|on|in|exists?|booked|scheduled|down|there)|gone from|undone|wiped"
    r"|is history"
    r"|(?:is|it's|that's) (?:now )?off(?=$)|free again(?= for others|$)"
    r"|(?:appointment|booking|visit) (?:is|has) (?:now )?gone"
)
_MOVE = (
    r"moved|re-?scheduled|changed|re-?arranged|(?:made|did) (?:the|that|your) (?:change|move"
    r"|switch)"
    r"|change (?:is|was|has|for you)|switched|swapped|shifted|updated|pushed|bumped|postponed"
    r"|delayed|deferred|transferred|amended|adjusted|altered|modified|traded|(?:brought"
    r"|bring) (?:[\w'-]+ ){0,3}?forward|moved up"
    r"|now (?:starts?|takes place|begins?)|put (?:it|that|you) (?:back|off) to"
)
_PUT = (
    r"(?:put|set|got|popped|squeezed|entered|added|signed|pencill?ed|fit|fitted|slotted|worked"
    r"|booked|tucked) you"
)
_BOOK = (
    r"(?:re-?)?booked|bookings? (?:is|are|was|went|has)|booking (?:that|it|this)|scheduled|reserved"
    r"|reservation (?:is|was|has)|confirmed|secured|locked in|held|saved|set aside|blocked out"
    r"|booking is in(?=$)"
    r"|finali[sz]ed|registered|allocated|assigned|lined you up|noted you down|wrote you (?:in|down)"
    r"|claimed|belongs to you|your name on it|we're on for|has you (?:at|on|for|down)"
    r"|you(?:'re| are) expected"
    rf"|blocked off|guaranteed|pencill?ed|{_PUT}(?: (?:down|in|up|for|to))?"
    r"|have you (?:in|down|at|on|for|with|set)|got you (?:at|on|with)|have (?:that|it) down"
    r"|made (?:you |your |the |that |an |this )+(?:appointment|booking|reservation)"
    r"|(?:made|created|added) (?:an?|the|your|that|another) [\w -]{3,20}? for you"
    r"|created (?:an?|the|your|that) (?:appointment|booking|reservation)"
    r"|(?:appointment|booking|reservation|visit) (?:has been|was|is) (?:made|created|added|entered)"
    r"|(?:given|gave) (?:it|that|this|the \S+) to you|(?:given|gave) you (?:the|that|this)"
    r"|you in (?:for|the)|(?:put|entered) (?:it|that) (?:in|down)"
    r"|you have the (?:\d[\d:]*|slot|time|spot|place)"
)
_DO = (
    r"(?:book|schedule|reserve|move|reschedule|change|cancel|squeeze|get|fit|put|add|remove|make"
    r"|confirm|arrange|secure|shift|switch)"
)
_SUBJECT = (
    r"your (?!options?|choices?|numbers?|name|questions?|best|other option|clock|usual|browser"
    r"|preferred|phone|call|wish|request)(?:[\w'-]+ ){1,5}?"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_AT = (
    rf"(?= (?:(?:on|at|for) (?!(?:the )?(?:hold|list|top|phone|line|record|file|your|a|an)\b)"
    rf"|(?:this|next|tomorrow|today)\b|{WEEKDAY}|{_MONTH}))"
)
_LOOKED = (
    r"(?!need|look|check|search|ask|tri(?:ed)|hear|not(?:ed|ic)|mention|want|seem|call|wonder|miss"
    r"|receiv|listen|offer|talk|explain|repeat|help|promis|remember|open|start|list|compar|suggest"
    r"|seen|been|spoken|forgotten|written|heard|taken|given|read|found|shown|known|understood)"
)
_DONE = (
    r"(?:i|we)(?:'ve| have| just| already| also| now| successfully| quickly| then)* "
    rf"{_LOOKED}\w{{2,}}(?:ed|wn) (?:you|it|that|this|your|both|everything|them|the (?:\d"
    rf"|appointment"
    r"|booking|visit|time|slot|reservation))"
    r"|(?:your (?:[\w'-]+ ){1,4}?|it|that|they)(?:has been|have been|had been| has been|'s been|got"
    r"|was"
    r"| got| was| were) (?:just |already |successfully |now )*(?!needed|asked|called|used|closed"
    r"|based"
    r"|involved|interested|required|supposed|meant|named|offered|missed|received|heard)\w{3,}ed"
)
"""A deed told by a verb of any kind: "I've <done> your …", "your … has been <done>"."""

_ANY = (
    rf"(?:was|were|been) able to {_DO}|managed to {_DO}|did (?:manage to )?{_DO}"
    r"|all set|(?:are|is|now|you're) set(?! up| aside| in)|good to go"
    r"|all (?:done|sorted|changed|fixed|arranged)"
    r"|(?:it's|is|that's|it is|that is) (?:done|sorted|fixed)|done for you|complete|completed"
    r"|\w+day's (?:done|sorted|fixed)|w(?:e|a)nt through|gone through|taken care of|took care of"
    r"|arranged|in (?:place|order)|settled|official|a go(?=$)|yours|dealt with|(?:it|that"
    r"|booking) worked|succeeded|successful"
    r"|(?:on|in) (?:the|our) (?:calendar|schedule|books?|system|diary)"
    r"|down (?:for|on|at)|you(?:'re| are) (?:now )?in(?: (?:for|on)\b|$)|processed|finished"
    r"|new (?:appointment|time|slot|booking) is|(?:appointment|booking"
    r"|reservation) (?:still )?stands"
    rf"|(?:is|are|'re|'s) now (?:on|at|in for|for|with|coming|back|{WEEKDAY})"
    rf"|takes place|(?:got|now have) an? (?:appointment|booking)"
    rf"|{_SUBJECT}(?:is|are)(?: still| now| then| both| all| also)*{_AT}"
    rf"|you(?:'ve got| have| got) (?:an?|the|your) (?!choice|question"
    rf"|preference)[\w' -]{{3,40}}?{_AT}"
)
DEED = re.compile(
    rf"\b(?:(?P<cancel>{_CANCEL})|(?P<move>{_MOVE})|(?P<book>{_BOOK})|(?P<any>{_ANY}"
    rf"|{_DONE}))(?!\w)"
)
_THEN = rf"(?:on |next |this |then |at |in )?(?:{WEEKDAY}|tomorrow|the \w|at\b|then\b)"
FAREWELL = re.compile(
    rf"\bsee you {_THEN}|\bexpect(?:ing)? you (?:in )?{_THEN}|\bseeing you {_THEN}"
    r"|\byou(?:'ll| will) be seen by\b"
    r"|\b(?:can|i) confirm (?:your|that your|the|that the)\b|\bconfirmation (?:code|number) is\b"
    r"|\bconsider it (?P<cancel>cancell?ed)?"
)
WISHED = re.compile(r"\b(?:would|could|might|may|want|like|love|hope|before|if)\b|'d\b")
