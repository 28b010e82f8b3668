"""A real browser whose microphone the tests play into and whose loudspeaker they hear."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.caller import Caller
from tests.e2e.console import NO_SUCH_PAGE, Console
from tests.e2e.rows import Rows
from tests.e2e.running import Running, own_home, ringbook_up
from tests.e2e.speech import seconds_to_hear

HERE = Path(__file__).parent

PATIENCE = 60_000
"""Milliseconds after which a condition counts as never coming true."""

HEARD_WITHIN = 0.6
"""Seconds of recognition for an utterance of two; a machine of usual speed needs 0.2."""

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--autoplay-policy=no-user-gesture-required", "--allow-loopback-in-peer-connection"),
)


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Replaces pytest-base-url's own, whose form pytest deprecates."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    own = own_chromium()
    where = {"executable_path": own} if own else {}
    return {**browser_type_launch_args, **where, "args": list(FLAGS)}


def own_chromium() -> str | None:
    """The system's Chromium; None for Playwright's own."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without the page's CSP, which would refuse the recorder; test_page.py keeps it."""
    return {**browser_context_args, "bypass_csp": True, "reduced_motion": "reduce"}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    return equipped(context)


def equipped(context: BrowserContext, *, ears: bool = True) -> BrowserContext:
    """Gives every page of a context the test's microphone and, unless its CSP holds, ears."""
    recorder = json.dumps((HERE / "recorder.js").read_text()) if ears else "null"
    context.add_init_script(f"const RECORDER = {recorder};\n{(HERE / 'mic.js').read_text()}")
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def in_real_time() -> None:
    """Calls cannot be held on a machine that takes longer to understand than people to speak."""
    took = min(seconds_to_hear() for _ in range(3))
    if took > HEARD_WITHIN:
        pytest.skip(f"too slow for calls: {took:.1f} s for an utterance, not {HEARD_WITHIN:g} s")


@pytest.fixture(scope="session")
def running(in_real_time: None) -> Iterator[Running]:
    """Ringbook, started once with `ringbook up` in a home of its own."""
    with own_home() as home, ringbook_up(home) as running:
        yield running


@pytest.fixture
def caller(page: Page, running: Running) -> Caller:
    return Caller(page, running.url)


@pytest.fixture
def strict_caller(browser: Browser, running: Running) -> Iterator[Caller]:
    """Pages as they are delivered: their CSP holds, and nothing may go wrong quietly."""
    context = equipped(browser.new_context(reduced_motion="reduce"), ears=False)
    console = Console(context)
    yield Caller(context.new_page(), running.url)
    context.close()
    assert [line for line in console.complaints() if NO_SUCH_PAGE not in line] == []


@pytest.fixture
def rows(running: Running) -> Rows:
    return Rows(running.database)
