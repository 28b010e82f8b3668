"""What callers ring up about that no diary settles: running late, a bill, a missed call. Pure."""

import re

__all__ = ["for_the_practice"]

_MATTER = re.compile(
    r"\b(?:running|be|bit|little|minutes?|mins?|few) (?:\w+ )?late\b|\bstuck in traffic\b"
    r"|\b(?:missed|returning|return) (?:a |your |my |the )?(?:phone )?call\b"
    r"|\byou (?:just |recently )?(?:called|rang|phoned) (?:me|my)\b"
    r"|\bgot a (?:missed )?call from you\b|\b(?:leave|take|pass on) a message\b"
    r"|\b(?:change|update|correct|fix) (?:my|the|our|an?) (?:(?:last|first|phone|email|home) )?"
    r"(?:name|surname|number|phone|address|email|details|insurance)"
    r" (?:on|for|in|under) (?:my|the|our|this) (?:\w+ )?"
    r"(?:appointments?|bookings?|files?|accounts?|records?)\b"
    r"|\b(?:my|the|a|this|an) (?:bills?|invoices?|statements?|refunds?|balance|deposit)\b"
    r"|\bprescriptions?\b|\brefills?\b|\b(?:test |lab |my )results\b|\breferrals?\b"
    r"|\b(?:medical|dental|my) records\b|\b(?:complain|make a complaint|complaint about)\b"
    r"|\b(?:lost|left) my \w+ (?:at|in|with) (?:your|you|the)\b|\bjob (?:application|opening)\b"
)


def for_the_practice(said: str) -> bool:
    """True when the plain text is about a matter that only people at the practice can settle."""
    return _MATTER.search(said) is not None
