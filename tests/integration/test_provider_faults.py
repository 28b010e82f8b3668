"""A broken provider is never heard: the local part goes on, nothing is written twice or made up."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.integration.provider_calls import NUMBER, booking_caller, cloud_calls, settings_of
from tests.integration.text_calls import Held
from tests.standins.azure import AzureStandIn
from tests.standins.azure_request import ChatRequest, ToolUse
from tests.standins.azure_script import booking
from tests.standins.faults import Fault
from tests.standins.server import broken_tls, closed_port

from ringbook.config import Settings
from ringbook.domain.model import Practice
from ringbook.store.pool import Database

TEN_ON_MONDAY = datetime(2026, 6, 15, 4, 30, tzinfo=UTC)

WITHIN = 4.0
"""Seconds in which every turn is answered, whatever failed in it."""

type Moment = Callable[[ChatRequest], bool]


def uses(tool: str) -> Moment:
    """The request that the model answers by calling `tool`."""

    def fits(request: ChatRequest) -> bool:
        answer = booking(request)
        return isinstance(answer, ToolUse) and answer.name == tool

    return fits


def says(words: str) -> Moment:
    """The request that the model answers with these words."""

    def fits(request: ChatRequest) -> bool:
        answer = booking(request)
        return isinstance(answer, str) and words in answer

    return fits


MOMENTS: dict[str, Moment] = {
    "asking for the number": says("phone number"),
    "looking the caller up": uses("identify_user"),
    "searching": uses("fetch_slots"),
    "reading back": says("Shall I book"),
    "booking": uses("book_appointment"),
    "telling": says("You're booked"),
    "ending": uses("end_conversation"),
}
OTHERS = (Fault.TLS, Fault.HANG_CONNECT, Fault.HANG_PIECE)
FAULTS = [fault for fault in Fault if fault not in OTHERS]


def patience(fault: Fault) -> dict[str, float]:
    """No model is left because the machine paused, before the fault has struck; one that hangs is
    after its usual time."""
    hangs = fault in (Fault.HANG_FIRST, Fault.HANG_MID)
    usual: float = Settings.model_fields["ringbook_llm_timeout"].default
    return {"ringbook_llm_timeout": usual if hangs else 30.0}


@pytest.fixture
def call(db: Database, practice: Practice, tmp_path: Path) -> "Call":
    return Call(db, practice, tmp_path)


class Call:
    """Holds the booking with one provider's settings and checks what must hold whatever failed."""

    def __init__(self, db: Database, practice: Practice, unsaved: Path) -> None:
        self._stored = (db, practice, unsaved)

    async def books(self, settings: Settings) -> Held:
        waits = Waits()
        async with cloud_calls(*self._stored, settings) as calls:
            held = await calls.hold(waits)
            (row,) = await calls.appointments()
        assert waits.longest < WITHIN
        assert (row.contact_number, row.status) == (NUMBER, "scheduled")
        assert row.starts_at == TEN_ON_MONDAY
        assert held.ended() == "goodbye"
        assert [*unanswered(held)] == []
        assert [*untrue(held)] == []
        return held


class Waits:
    """The caller of the booking, who notes the longest time that an answer took.

    The loop's time: what the product waits for, without what the machine was held up.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._now = asyncio.get_running_loop().time
        self._said_at = self._now()

    def __call__(self, said: list[str]) -> str | None:
        self.longest = max(self.longest, self._now() - self._said_at)
        reply = booking_caller(said)
        self._said_at = self._now()
        return reply


def unanswered(held: Held) -> Iterator[int]:
    """Turns of the caller in which nothing was said."""
    said, turn = 0, 0
    for line in held.lines:
        said += "agent" in line
        if "turn_done" in line or "ended" in line:
            if not said:
                yield turn
            said, turn = 0, turn + 1


def untrue(held: Held) -> Iterator[str]:
    """Sentences that say more than was done, or that nobody can make sense of."""
    booked = False
    for line in held.lines:
        booked |= (line.get("tool"), line.get("status")) == ("book_appointment", "success")
        said = line.get("agent", "")
        if ("You're booked" in said and not booked) or "Nothing is booked" in said:
            yield said
        if any(word in said for word in ("Zebulon", "surgery", "slot", "{", "2031")):
            yield said


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_model_that_fails_once_in_mid_booking_is_not_noticed(
    call: Call, fault: Fault, moment: str
) -> None:
    async with AzureStandIn() as azure:
        azure.faults.add(fault, when=MOMENTS[moment], times=1)
        await call.books(settings_of(azure.environment(), ringbook_llm="azure", **patience(fault)))
    assert azure.faults.struck == [fault]


@pytest.mark.parametrize("moment", ["searching", "booking"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_model_that_goes_on_failing_in_mid_booking_is_not_noticed(
    call: Call, fault: Fault, moment: str
) -> None:
    async with AzureStandIn() as azure:
        broken = False

        def from_then_on(request: ChatRequest) -> bool:
            nonlocal broken
            broken = broken or MOMENTS[moment](request)
            return broken

        azure.faults.add(fault, when=from_then_on)
        await call.books(settings_of(azure.environment(), ringbook_llm="azure", **patience(fault)))
    assert set(azure.faults.struck) == {fault}


@pytest.mark.parametrize("fault", [Fault.HANG_FIRST, Fault.HANG_MID])
async def test_two_deployments_that_hang_are_left_in_time(call: Call, fault: Fault) -> None:
    async with AzureStandIn(deployments=("gpt-4o", "gpt-4o-mini")) as azure:
        azure.faults.add(fault)
        as_set_up = {
            name: Settings.model_fields[name].default
            for name in ("ringbook_llm_timeout", "ringbook_llm_total_timeout")
        }
        second = {"AZURE_OPENAI_FALLBACK_DEPLOYMENT": "gpt-4o-mini"}
        there = settings_of(azure.environment(), second, as_set_up, ringbook_llm="azure")
        await call.books(there)
    assert len(azure.faults.struck) > 1


@pytest.mark.parametrize("fault", [Fault.EMPTY, Fault.CUT_MID, Fault.SERVER_ERROR])
async def test_the_second_deployment_books_when_the_first_fails(call: Call, fault: Fault) -> None:
    async with AzureStandIn(deployments=("gpt-4o", "gpt-4o-mini")) as azure:
        azure.faults.add(fault, when=lambda request: request.deployment == "gpt-4o")
        second = {"AZURE_OPENAI_FALLBACK_DEPLOYMENT": "gpt-4o-mini"}
        await call.books(settings_of(azure.environment(), second, ringbook_llm="azure"))
    answered = [one.deployment for one in azure.served if one.told and one.output_tokens]
    assert set(answered) == {"gpt-4o-mini"}


async def test_a_model_that_was_never_there_is_not_noticed(call: Call) -> None:
    there = AzureStandIn().environment() | {
        "AZURE_OPENAI_ENDPOINT": f"http://127.0.0.1:{closed_port()}"
    }
    await call.books(settings_of(there, ringbook_llm="azure"))


async def test_a_model_without_tls_is_not_noticed(call: Call) -> None:
    async with broken_tls() as host:
        there = AzureStandIn().environment() | {"AZURE_OPENAI_ENDPOINT": f"https://{host}"}
        await call.books(settings_of(there, ringbook_llm="azure"))
