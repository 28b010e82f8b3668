"""What a job says of its call: whose it is, and where the caller's clock is.

The job's metadata is written by our own server or by the owner's dispatch rule, and the number
called by the telephone's bridge: a caller names neither.
"""

import json
import logging
import re
from dataclasses import dataclass, replace

from livekit import rtc

__all__ = ["JobData", "called", "caller_id", "is_phone", "read_job"]

log = logging.getLogger("ringbook.worker")

_LONGEST = 15
"""Digits of an E.164 number."""


@dataclass(frozen=True, slots=True)
class JobData:
    """`practice` is a slug, `called_number` as E.164 writes it, `timezone` an IANA name."""

    practice: str | None = None
    called_number: str | None = None
    timezone: str | None = None

    @property
    def names_practice(self) -> bool:
        return self.practice is not None or self.called_number is not None


def read_job(metadata: str) -> JobData:
    """What the metadata says; a dispatch rule's may be anything, and then it says nothing."""
    try:
        given = json.loads(metadata or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        log.warning("the job's metadata is no JSON object and is left aside")
        return JobData()
    said = {key: value for key, value in given.items() if isinstance(value, str) and value}
    number = _number(said.get("called_number", ""))
    return JobData(said.get("practice"), number, said.get("timezone"))


def called(job: JobData, caller: rtc.RemoteParticipant) -> JobData:
    """The job with the number that a telephone's caller called, where it names no practice yet."""
    if job.names_practice or not is_phone(caller):
        return job
    return replace(job, called_number=_number(caller.attributes.get("sip.trunkPhoneNumber", "")))


def is_phone(caller: rtc.RemoteParticipant) -> bool:
    """True for a caller on the telephone; only the server makes participants of that kind."""
    return caller.kind == rtc.ParticipantKind.PARTICIPANT_KIND_SIP


def caller_id(caller: rtc.RemoteParticipant) -> str | None:
    """The network's caller number, if it gave one. A hint: it can be forged."""
    number = caller.attributes.get("sip.phoneNumber", "")
    return number if number.startswith("+") and number[1:].isdigit() else None


def _number(written: str) -> str | None:
    """Bridges write numbers with or without "+", and with spaces; None when none is there."""
    digits = re.sub(r"[^0-9]", "", written)
    return f"+{digits[:_LONGEST]}" if written.strip() else None
