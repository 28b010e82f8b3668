"""Vendors that cannot be reached at all, from before a call on: it is held by the local parts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Page
from tests.e2e.caller import Caller
from tests.e2e.pauses import watched_for_pauses
from tests.e2e.rows import Rows
from tests.e2e.running import Running, until
from tests.e2e.speech import likeness
from tests.e2e.vendors import ringbook_with
from tests.standins.server import broken_tls, closed_port

pytestmark = pytest.mark.voice

WITHIN = 4.0
"""Seconds from the end of the caller's words to the first of the answer."""
ALIKE = 0.6
ONSET = "from => ringbookTest.ear.onset(from)"
WITHOUT = "going on without it"
ALONE = "the call goes on by voice alone"


@contextmanager
def nobody(why: str) -> Iterator[str]:
    """`host:port` where every connection fails like this."""
    if why == "connection refused":
        yield f"127.0.0.1:{closed_port()}"
        return
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(broken_tls()) as host:
        yield host


def settings(host: str) -> dict[str, str]:
    """All vendors at this address, over TLS."""
    return {
        "DEEPGRAM_API_KEY": "key",
        "DEEPGRAM_URL": f"wss://{host}/v1/listen",
        "AZURE_OPENAI_API_KEY": "key",
        "AZURE_OPENAI_ENDPOINT": f"https://{host}",
        "AZURE_OPENAI_DEPLOYMENT": "gpt-4o",
        "CARTESIA_API_KEY": "key",
        "CARTESIA_URL": f"https://{host}",
        "BEY_API_KEY": "key",
        "BEY_AVATAR_ID": "face",
        "BEY_URL": f"https://{host}",
    }


@pytest.fixture
def without_vendors(why: str, in_real_time: None) -> Iterator[Running]:
    with nobody(why) as host, ringbook_with(settings(host)) as running:
        yield running


@pytest.mark.parametrize("why", ["connection refused", "TLS failed"])
def test_the_local_parts_hold_the_call_and_the_log_says_why(
    why: str, page: Page, without_vendors: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    caller, rows = Caller(page, without_vendors.url).opens(), Rows(without_vendors.database)
    caller.calls()
    with watched_for_pauses() as pauses:
        ended, paused = caller.says("Is there parking?")["end"], pauses.seconds
        caller.hears("parking")
        begun = float(page.wait_for_function(ONSET, arg=ended).json_value())
        waited = begun - ended - (pauses.seconds - paused)
    assert likeness(caller.heard_aloud(), caller.last_words()) > ALIKE
    caller.hangs_up()
    until(lambda: rows.ended(caller.session_id), what="the record is complete")
    log = (without_vendors.home / "logs" / "worker.log").read_text()
    for vendor in ("Deepgram", "Azure OpenAI gpt-4o", "Cartesia"):
        assert f"{vendor}: {why}; {WITHOUT}" in log
    assert f"Beyond Presence: {why}; {ALONE}" in log
    with capsys.disabled():
        sys.stdout.write(f"\n  {waited:.2f} s, {why}")
    assert waited < WITHIN
