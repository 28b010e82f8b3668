"""A call by voice whose ears, brain, voice and face are the vendors', as the wire can tell."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.e2e.caller import Caller
from tests.e2e.looks import look
from tests.e2e.rows import Person, Rows
from tests.e2e.running import Running, until
from tests.e2e.vendors import ringbook_with, vendors

pytestmark = pytest.mark.voice

JUDE = Person(166, hour=10)


@pytest.fixture(scope="module")
def by_cloud(in_real_time: None) -> Iterator[Running]:
    with vendors(avatar=True) as settings, ringbook_with(settings) as running:
        yield running


def test_an_appointment_is_booked_by_the_vendors_own_protocols(
    page: Page, by_cloud: Running
) -> None:
    caller, rows = Caller(page, by_cloud.url), Rows(by_cloud.database)
    caller.opens().calls()
    caller.sees_the_face()
    caller.says("I would like to book an appointment.")
    caller.hears("phone number")
    caller.says(JUDE.spoken_number)
    caller.hears("is that right")
    caller.says("Yes, that is right.")
    caller.hears("name")
    caller.says("My name is Peter Brown.")
    caller.hears("day")
    caller.says(f"On {JUDE.spoken_when}.")
    caller.hears(rf"{JUDE.weekday}.*shall i book")
    caller.says("Yes, please.")
    caller.see("booked-card").wait_for()
    caller.hears("anything else")
    look(page, "face")
    caller.says("No, thank you. Goodbye.")
    record = until(lambda: rows.ended(caller.session_id), what="the record is complete")
    [appointment] = rows.appointments(JUDE.number)
    assert (appointment["status"], appointment["starts_at"]) == ("scheduled", JUDE.starts_at)
    assert record["end_reason"] == "goodbye"
    lines = record["usage"]["lines"]
    assert {"Deepgram", "Cartesia", "bey"} <= {line["provider"] for line in lines}
    used = {line["meter"] for line in lines if line["amount"]}
    assert {"stt", "llm_input", "llm_output", "tts", "avatar"} <= used
    costs = record["cost_breakdown"]
    # The model is not at Azure's address, so it has no price: that is said, and not guessed at
    assert (costs["llm_input"], len(costs["unpriced"])) == (0, 1)
    priced = [costs["stt"], costs["tts"], costs["avatar"]]
    assert costs["total"] == pytest.approx(sum(priced))
    assert min(priced) > 0
