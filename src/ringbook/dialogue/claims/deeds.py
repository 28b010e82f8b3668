"""The words for what was written: a booking, a move, a cancellation, or one of these. Pure.

From the plain to the wide: `DEED` names what was done, `STANDS` says that something is in the
diary, `DONE` is any verb that could have done it.
"""

import re

__all__ = ["DEED", "DONE", "FAREWELL", "STANDS", "WEEKDAY", "WISHED"]

_FEW = r"(?:[\w'-]+ ){0,4}?"
_CANCEL = (
    r"cancell?ed|cancell?ation|removed|deleted|erased|scrapped|voided|annulled|withdrawn|revoked"
    r"|called (?:it |that )?off|dropped|released|cleared|crossed (?:it |that )?(?:out|off)|struck"
    r"|freed up|got(?:ten)? rid of|(?:given|gave) (?:it |that |the time )?(?:up|back)|undone|wiped"
    r"|is (?:history|no more)"
    rf"|(?:taken|took|pulled) {_FEW}(?:off|out|back|away)|off the (?:books?|schedule|calendar)"
    r"|no longer (?:have|on|in|exists?|booked|scheduled|down|there)|gone from"
    r"|(?:appointment|booking|visit) (?:is|has) (?:now )?gone"
    r"|(?:is|it's|that's) (?:now )?off(?=$)|free again(?= for others|$)"
    r"|(?:no need|don't (?:have|need)|needn't)(?: to)? come(?: in)?(?: any ?more| after all)"
)
_MOVE = (
    r"moved|re-?scheduled|changed|re-?arranged|switched|swapped|shifted|updated|pushed|bumped"
    r"|postponed|delayed|deferred|transferred|amended|adjusted|altered|modified|traded"
    r"|(?:made|did) (?:the|that|your) (?:change|move|switch)"
    r"|(?:the|your|that) (?:change|move|switch) (?:is|was|has|made)|change for you"
    r"|(?:brought|bring) (?:[\w'-]+ ){0,3}?forward|put (?:it|that|you) (?:back|off) to|put back"
    r"|now (?:starts?|takes place|begins?)"
)
_PUT = (
    r"(?:put|set|got|gotten|popped|squeezed|entered|added|signed|pencill?ed|fit|fitted|slotted"
    r"|worked"
    r"|booked|tucked|noted|lined|wrote|written) you"
)
_MADE = r"(?:made|created|added|entered|complete|completed|placed|saved|set|done)"
_BOOK = (
    r"(?:re-?)?booked|bookings? (?:is|are|was|went|has|in(?=$))|booking (?:that|it|this)"
    r"|scheduled|reserved|reservation (?:is|was|has)|confirmed|secured|locked in|held|saved"
    r"|recorded|set aside|blocked (?:out|off)|finali[sz]ed|registered|allocated|assigned|claimed"
    rf"|guaranteed|pencill?ed|{_PUT}(?: (?:down|in|up|for|to))?"
    r"|have you (?:in|down|at|on|for|with|set)|got you (?:at|on|with)|have (?:that|it) down"
    r"|made (?:you |your |the |that |an |this )+(?:appointment|booking|reservation)"
    r"|(?:made|created|added) (?:an?|the|your|that|another) [\w -]{3,20}? for you"
    r"|created (?:an?|the|your|that) (?:appointment|booking|reservation)"
    rf"|(?:appointment|booking|reservation|visit) (?:has been |was |is |now )*{_MADE}"
    r"|(?:given|gave) (?:it|that|this|the \S+) to you|(?:given|gave) you (?:the|that|this)"
    r"|you in (?:for|the)|(?:put|entered) (?:it|that) (?:in|down|through)"
    r"|sent you (?:a|the|your) confirmation|confirmation (?:has been|was|is) sent"
)
_DO = (
    r"(?:book|schedule|reserve|move|reschedule|change|cancel|squeeze|get|fit|put|add|remove|make"
    r"|confirm|arrange|secure|shift|switch|find you)"
)
_ANY = (
    rf"(?:was|were|been) able to {_DO}|managed to {_DO}|did (?:manage to )?{_DO}"
    r"|all (?:done|sorted|changed|fixed|arranged)|done for you|completed?|in (?:place|order)"
    r"|(?:it's|is|that's|it is|that is) (?:done|sorted|fixed)|\w+day's (?:done|sorted|fixed)"
    r"|w(?:e|a)nt (?:through|in\b(?! to))|gone through|taken care of|took care of|arranged"
    r"|settled|official|a go(?=$)|a (?:done )?deal(?=$)|a date(?=$)|dealt with|processed|finished"
    r"|(?:it|that|booking) worked|succeeded|successful|new (?:appointment|time|slot|booking) is"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_AT = (
    rf"(?= (?:(?:on|at|for) (?!(?:the )?(?:hold|list|top|phone|line|record|file|your|a|an)\b)"
    rf"|(?:this|next|tomorrow|today)\b|{WEEKDAY}|{_MONTH}))"
)
_YOURS = (
    r"your (?!options?|choices?|numbers?|name|questions?|best|other option|clock|usual|browser"
    r"|preferred|phone|call|wish|request)(?:[\w'-]+ ){1,5}?"
)
_TALKING = (
    r"(?:asking|looking|saying|calling|thinking|talking|hoping|wanting|choosing|free|available"
    r"|welcome|after|interested|not|speaking|sure|able|allowed|right|going|telling|trying)"
)
_STANDS = (
    r"all set|(?:are|is|now|you're) set(?! up| aside| in)|good to go|takes place"
    r"|(?:on|in) (?:the|our) (?:calendar|schedule|books?|system|diary)|down (?:for|on|at)"
    r"|you(?:'re| are) (?:now )?in(?: (?:for|on)\b|$)|yours|belongs to you|your name on it"
    r"|(?:appointment|booking|reservation) (?:still )?stands|we're on for"
    r"|you have (?:one|two|three|four|five|\d+) (?:\w+ )?appointments?"
    r"|(?:has|shows|have) you (?:at|on|for|down)|you have the (?:\d[\d:]*|slot|time|spot|place)"
    rf"|(?:is|are|'re|'s) now (?:on|at|in for|for|with|coming|back|{WEEKDAY})"
    r"|(?:got|now have|has) an? (?:appointment|booking)|both have (?:an )?appointments?"
    rf"|{_YOURS}(?:is|are)(?: still| now| then| both| all| also)*{_AT}"
    rf"|you(?:'ve got| have| got) (?:an?|the|your) (?!choice|question|preference)"
    rf"[\w' -]{{3,40}}?{_AT}"
    rf"|you(?:'re| are) (?!{_TALKING}\b)(?:[\w.']+ ){{0,5}}?[\w.']+{_AT}"
)
_LOOKED = (
    r"(?!need|look|check|search|ask|tri(?:ed)|hear|not(?:ed|ic)|mention|want|seem|call|wonder|miss"
    r"|receiv|listen|offer|talk|explain|repeat|help|promis|remember|open|start|list|compar|suggest"
    r"|seen|been|spoken|forgotten|written|heard|taken|given|read|found|shown|known|understood)"
)
_THING = r"(?:appointment|booking|visit|time|slot|reservation|\d)"
_HEARD = (
    r"(?!needed|asked|called|used|closed|based|involved|interested|required|supposed|meant|named"
    r"|offered|missed|received|heard|allowed|expected to|charged|limited)"
)
_DONE = (
    r"(?:i|we)(?:'ve| have| just| already| also| now| successfully| quickly| then)* "
    rf"{_LOOKED}\w{{2,}}(?:ed|wn) (?:you|it|that|this|your|both|everything|them|the {_THING})"
    r"|(?:your (?:[\w'-]+ ){1,4}?|(?:it|that|they) ?)(?:(?:has|have|had) been|'s been|got|was|were)"
    rf" (?:just |already |successfully |now )*{_HEARD}\w{{3,}}ed"
)
DEED = re.compile(
    rf"\b(?:(?P<cancel>{_CANCEL})|(?P<move>{_MOVE})|(?P<book>{_BOOK})|(?P<any>{_ANY}))(?!\w)"
)
STANDS = re.compile(rf"\b(?:{_STANDS})(?!\w)")
DONE = re.compile(rf"\b(?:{_DONE})(?!\w)")
_THEN = rf"(?:on |next |this |then |at |in )?(?:{WEEKDAY}|tomorrow|the \w|at\b|then\b)"
FAREWELL = re.compile(
    rf"\bsee you {_THEN}|\bexpect(?:ed|ing)? (?:you )?(?:in )?{_THEN}|\bseeing you {_THEN}"
    rf"|\b(?:have|be ready for) you {_THEN}|\byou(?:'ll| will) be seen by\b"
    r"|\b(?:can|i) confirm (?:your|that your|the|that the)\b|\b(?:confirmation|booking"
    r"|reference) (?:code|number|reference) is\b"
    r"|\bconsider (?:it|your \w+) (?P<cancel>cancell?ed)?"
)
"""What counts as a claim though it is said of the future."""

WISHED = re.compile(r"\b(?:would|could|might|may|want|like|love|hope|before|if)\b|'d\b")
