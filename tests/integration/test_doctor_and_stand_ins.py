"""`doctor --live` against the stand-ins: its requests are such as the vendors take, and what it
says of each failure tells the owner what to do."""

from contextlib import AsyncExitStack
from typing import Any

import pytest
from tests.integration.provider_calls import settings_of
from tests.standins.azure import AzureStandIn
from tests.standins.bey import BeyStandIn
from tests.standins.cartesia import CartesiaStandIn
from tests.standins.deepgram import DeepgramStandIn
from tests.standins.faults import Fault
from tests.standins.server import StandIn
from tests.standins.voices import scripted_ears

from ringbook.agent.providers import live
from ringbook.agent.providers.finding import Finding
from ringbook.agent.providers.live import try_providers
from ringbook.config import Settings

AUTO = {"ringbook_stt": "auto", "ringbook_llm": "auto", "ringbook_tts": "auto"}


@pytest.fixture
def vendors() -> dict[str, StandIn[Any]]:
    return {
        "Deepgram": DeepgramStandIn(scripted_ears("Hello.", "Hello.")),
        "Azure OpenAI gpt-4o": AzureStandIn(),
        "Cartesia": CartesiaStandIn(),
        "Beyond Presence": BeyStandIn(),
    }


async def tried(vendors: dict[str, StandIn[Any]], **more: str) -> dict[str, Finding]:
    async with AsyncExitStack() as stack:
        for vendor in vendors.values():
            await stack.enter_async_context(vendor)
        there = [vendor.environment() for vendor in vendors.values()]
        return {one.part: one for one in await try_providers(settings_of(*there, AUTO, **more))}


async def test_the_vendors_take_what_doctor_asks(vendors: dict[str, StandIn[Any]]) -> None:
    found = await tried(vendors)
    assert list(found) == [*vendors]
    assert all(one.ok for one in found.values()), found


LOCALLY = "a call would go on with the local part"
ACCOUNT = "look after the account: it has no credit or quota left"
WAIT = "its limit is used up: wait, or have it raised"


@pytest.mark.parametrize(
    ("fault", "advice"),
    [
        (Fault.RATE_LIMITED, (WAIT,) * 3),
        (Fault.SERVER_ERROR, (LOCALLY,) * 3),
        (Fault.EMPTY, (LOCALLY,) * 3),
        (
            Fault.REFUSED,
            (
                f"check DEEPGRAM_URL; {LOCALLY}",
                f"check AZURE_OPENAI_ENDPOINT; {LOCALLY}",
                f"check CARTESIA_URL; {LOCALLY}",
            ),
        ),
        (
            Fault.UNAUTHORIZED,
            ("check DEEPGRAM_API_KEY", "check AZURE_OPENAI_API_KEY", "check CARTESIA_API_KEY"),
        ),
    ],
    ids=lambda fault: fault if isinstance(fault, str) else "",
)
async def test_each_failure_says_what_to_do(
    vendors: dict[str, StandIn[Any]],
    fault: Fault,
    advice: tuple[str, str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 5.0)
    for vendor in vendors.values():
        vendor.faults.add(fault)
    found = await tried(vendors)
    del found["Beyond Presence"]  # it is only looked up: its faults are those of sessions
    assert [one.ok for one in found.values()] == [False] * 3
    assert tuple(one.advice for one in found.values()) == advice, found


async def test_a_wrong_avatar_names_its_variables(vendors: dict[str, StandIn[Any]]) -> None:
    (found,) = (await tried({"bey": vendors["Beyond Presence"]}, bey_avatar_id="nobody")).values()
    assert (found.ok, found.advice) == (False, "check BEY_URL and BEY_AVATAR_ID")


async def test_an_empty_account_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DeepgramStandIn(scripted_ears("Hello.")) as deepgram:
        deepgram.faults.add(Fault.NO_CREDIT)
        (found,) = await try_providers(settings_of(deepgram.environment(), AUTO))
    assert (found.found, found.advice) == ("status 402, no credit left", ACCOUNT)


def test_every_provider_has_its_variables() -> None:
    named = [
        name for names in live.VARIABLES.values() for part in names for name in part.split(" or ")
    ]
    assert [name for name in named if name.lower() not in Settings.model_fields] == []
