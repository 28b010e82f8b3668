"""A telephone's caller, played by a client as a bridge would: the number called decides."""

import asyncio
import secrets
from datetime import UTC, datetime

import httpx
from livekit import api
from tests.e2e.running import PRACTICE, Running, apart, own_home, ringbook_up
from tests.e2e.text_caller import TextCaller

from ringbook.agent.turned_away import NOBODYS
from ringbook.config import Settings
from ringbook.demo import demo_practices
from ringbook.local.livekit_server import load_keys
from ringbook.practice import load_practice
from ringbook.store.pool import open_database
from ringbook.store.practices import apply_practice

DENTAL, SALON, NOBODY = "+12125550100", "+12125550101", "+12125550199"
CALLER = "+12125550123"
HUNG_UP = 60.0
RECORD = """
SELECT t.slug, l.channel FROM conversation_logs l JOIN tenants t ON t.id = l.tenant_id
 WHERE l.session_id = %(session)s
"""


class Phone(TextCaller):
    """A caller on the telephone."""

    def __init__(self) -> None:
        super().__init__()
        self.hung_up = asyncio.Event()
        self.room.on("disconnected", lambda _: self.hung_up.set())

    async def dials(self, running: Running, number: str) -> None:
        async with httpx.AsyncClient() as web:
            given = (await web.post(f"{running.url}/api/token")).raise_for_status().json()
        await self.room.connect(given["server_url"], _ticket(running, number))


def _ticket(running: Running, number: str) -> str:
    """What the bridge joins with, into a room that a dispatch rule sends the agent to."""
    keys, room = load_keys(running.home), f"call-{secrets.token_hex(8)}"
    agent = api.RoomAgentDispatch(agent_name=Settings().ringbook_agent_name, metadata="main line")
    said = {"sip.phoneNumber": CALLER, "sip.trunkPhoneNumber": number, "sip.callStatus": "active"}
    return (
        api.AccessToken(keys.key, keys.secret)
        .with_identity(f"sip_{secrets.token_hex(4)}")
        .with_kind("sip")
        .with_attributes(said)
        .with_grants(api.VideoGrants(room_join=True, room=room))
        .with_room_config(api.RoomConfiguration(agents=[agent]))
        .to_jwt()
    )


async def two_numbers(url: str) -> None:
    async with open_database(url, max_size=1) as db:
        for file, number in ((PRACTICE, DENTAL), (demo_practices()[1], SALON)):
            form = load_practice(file).model_copy(update={"phone_numbers": (number,)})
            await apply_practice(db, form, datetime.now(UTC))


async def answered(running: Running, number: str) -> tuple[str, str]:
    """The greeting, and the room, of a call to this number."""
    phone = Phone()
    await phone.dials(running, number)
    await phone.hears(bool)
    room = phone.room.name
    await phone.room.disconnect()
    return phone.said[0], room


async def turned_away(running: Running) -> list[str]:
    """What a call to nobody's number hears until it is hung up on."""
    phone = Phone()
    await phone.dials(running, NOBODY)
    async with asyncio.timeout(HUNG_UP):
        await phone.hung_up.wait()
    return phone.said


def test_each_number_is_answered_by_its_practice_and_nobodys_is_turned_away() -> None:
    with own_home() as home, ringbook_up(home) as running:
        apart(two_numbers(running.database))
        greeting, room = apart(answered(running, SALON))
        assert "Maple Street Hair" in greeting
        assert apart(answered(running, DENTAL))[0].startswith(
            "Thanks for calling Maple Street Dental"
        )
        assert apart(turned_away(running)) == [NOBODYS]
        assert apart(record(running.database, room)) == ("maple-hair", "phone")


async def record(url: str, session: str) -> tuple[str, str]:
    async with open_database(url, max_size=1) as db:

        async def work(connection):  # type: ignore[no-untyped-def]  # one row of texts
            return await (await connection.execute(RECORD, {"session": session})).fetchone()

        row: tuple[str, str] = await db.run(work)
        return row
