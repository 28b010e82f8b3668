"""Whose call a job is: its metadata, and the number that a telephone's caller called."""

from types import SimpleNamespace
from typing import cast

import pytest
from livekit import rtc

from ringbook.agent.job import JobData, called, caller_id, is_phone, read_job

SIP = rtc.ParticipantKind.PARTICIPANT_KIND_SIP
WEB = rtc.ParticipantKind.PARTICIPANT_KIND_STANDARD
OURS, OTHER = "+12125550100", "+12125550199"


def caller(kind: int = SIP, **attributes: str) -> rtc.RemoteParticipant:
    named = {f"sip.{name}": value for name, value in attributes.items()}
    return cast(rtc.RemoteParticipant, SimpleNamespace(kind=kind, attributes=named))


@pytest.mark.parametrize(
    ("metadata", "data"),
    [
        ("", JobData()),
        ("{}", JobData()),
        ('{"practice": "maple-street", "channel": "web"}', JobData("maple-street")),
        ('{"timezone": "Europe/London"}', JobData(timezone="Europe/London")),
        ('{"called_number": "+1 212 555 0100"}', JobData(called_number=OURS)),
        ("the main line", JobData()),
        ("[1, 2]", JobData()),
        ('{"practice": 3, "called_number": null, "timezone": ""}', JobData()),
    ],
)
def test_the_metadata_is_read_and_what_is_none_of_ours_left_aside(
    metadata: str, data: JobData
) -> None:
    assert read_job(metadata) == data


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (OURS, OURS),
        ("12125550100", OURS),
        ("+1 (212) 555-0100", OURS),
        ("100", "+100"),
        ("../../etc/passwd", "+"),
        ("9" * 40, f"+{'9' * 15}"),
        ("", None),
    ],
)
def test_a_bridge_writes_the_number_called_in_many_ways(written: str, number: str | None) -> None:
    job = called(JobData(), caller(trunkPhoneNumber=written))
    assert job.called_number == number


def test_what_the_job_says_counts_more_than_the_trunk() -> None:
    phone = caller(trunkPhoneNumber=OTHER)
    assert called(JobData(called_number=OURS), phone).called_number == OURS
    assert called(JobData("maple-street"), phone) == JobData("maple-street")


def test_only_the_telephones_bridge_tells_the_number_called() -> None:
    assert called(JobData(), caller(WEB, trunkPhoneNumber=OTHER)) == JobData()
    assert not is_phone(caller(WEB))
    assert called(JobData(), caller()) == JobData()


@pytest.mark.parametrize(
    ("written", "number"), [(OTHER, OTHER), ("anonymous", None), ("", None), ("0199", None)]
)
def test_the_callers_number_is_a_hint_where_the_network_gives_one(
    written: str, number: str | None
) -> None:
    assert caller_id(caller(phoneNumber=written)) == number
