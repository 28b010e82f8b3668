"""The stand-ins are switched while they run; the avatar's is looked up as doctor does."""

import aiohttp
import pytest
from tests.standins.azure import AzureStandIn
from tests.standins.bey import AVATAR, BeyStandIn
from tests.standins.commands import obey
from tests.standins.faults import Fault

# ---- Beyond Presence -----------------------------------------------------------------------------


async def test_the_avatar_is_looked_up_as_doctor_does() -> None:
    async with BeyStandIn() as bey, aiohttp.ClientSession() as client:
        statuses = []
        for avatar, key in ((AVATAR, bey.key), ("nobody", bey.key), (AVATAR, "wrong")):
            url, headers = f"{bey.url}/v1/avatars/{avatar}", {"x-api-key": key}
            async with client.get(url, headers=headers) as answer:
                statuses.append(answer.status)
        assert bey.take_violations() == ["401: a wrong x-api-key"]
    assert statuses == [200, 404, 401]


# ---- switched from another process --------------------------------------------------------------


async def test_a_command_switches_a_fault_on_and_off() -> None:
    azure = AzureStandIn()
    vendors = {"azure": azure}
    assert await obey(vendors, "fault azure hang_first 2") == "# done fault azure hang_first 2"
    assert await obey(vendors, "fault azure empty") == "# done fault azure empty"
    assert [(rule.fault, rule.left) for rule in azure.faults.rules] == [
        (Fault.HANG_FIRST, 2),
        (Fault.EMPTY, None),
    ]
    assert await obey(vendors, "clear azure") == "# done clear azure"
    assert azure.faults.rules == []


@pytest.mark.parametrize(
    "line",
    ["", "fault azure", "fault azure x", "fault azure empty x", "stop x", "fault x empty 1 2"],
)
async def test_what_is_no_command_is_refused(line: str) -> None:
    assert await obey({"azure": AzureStandIn()}, line) == f"# refused {line}"


async def test_a_vendor_that_was_stopped_is_back_at_the_same_address() -> None:
    async with AzureStandIn() as azure, aiohttp.ClientSession() as session:
        models = f"{azure.url}/openai/models"
        await obey({"azure": azure}, "stop azure")
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(models)
        for _ in range(2):  # a second start changes nothing
            await obey({"azure": azure}, "start azure")
            async with session.get(models) as answer:
                assert answer.status == 200
