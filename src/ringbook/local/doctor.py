"""What is there on this machine, what is missing and how to get it, and what a call would use."""

import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from ringbook.agent.providers import chosen, models
from ringbook.agent.providers.finding import Finding
from ringbook.api.page import find_page
from ringbook.config import Settings
from ringbook.errors import ConfigurationError, RingbookError
from ringbook.local import livekit_server
from ringbook.local.ports import is_free
from ringbook.local.postgres import EmbeddedPostgres, answers
from ringbook.store.migrate import missing

__all__ = ["examine", "examine_live"]

_OLDEST_NODE = 20
_NEARBY = ("", "localhost", "127.0.0.1", "::1")


def examine(settings: Settings) -> list[Finding]:
    """Looks at everything; starts, installs and changes nothing."""
    return [
        Finding("python", True, platform.python_version()),
        _node(),
        _page(),
        _database(settings),
        _livekit(settings),
        *_models(settings),
        *_call(settings),
        _port(settings),
        _home(settings.home()),
    ]


async def examine_live(settings: Settings) -> list[Finding]:
    """Makes one small real request to each provider that is set up.

    Raises:
        ConfigurationError: a provider is half configured.
    """
    from ringbook.agent.providers.live import try_providers  # brings in the providers' clients

    tried = await try_providers(settings)
    return [replace(one, part=f"live: {one.part}") for one in tried]


def _node() -> Finding:
    node = shutil.which("node")
    advice = f"Node.js {_OLDEST_NODE} or newer builds the page: https://nodejs.org"
    if node is None or shutil.which("npm") is None:
        return Finding("node", find_page() is not None, "not found", advice)
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - a tool found on PATH, fixed words
    version = said.stdout.strip()
    major = version.removeprefix("v").split(".")[0]
    return Finding("node", major.isdigit() and int(major) >= _OLDEST_NODE, version, advice)


def _page() -> Finding:
    page = find_page()
    return Finding("page", page is not None, str(page or "not built"), "`make up` builds it")


def _database(settings: Settings) -> Finding:
    if settings.database_url is None:
        return _embedded(EmbeddedPostgres(settings.home() / "postgres"))
    url = settings.require_database()
    place = urlsplit(url)
    found = f"DATABASE_URL: {place.hostname or 'local socket'}{place.path}"
    try:
        with psycopg.connect(url, connect_timeout=5, prepare_threshold=None) as connection:
            version = connection.info.parameter_status("server_version")
            advice = _database_advice(connection)
    except psycopg.errors.InsufficientPrivilege:
        return Finding("database", False, found, "this role is not a member of ringbook_app")
    except ConfigurationError as error:
        return Finding("database", False, found, str(error))
    except psycopg.Error:
        return Finding("database", False, found, "it does not answer: check DATABASE_URL")
    return Finding("database", not advice, f"{found}, Postgres {version}", advice)


def _database_advice(connection: psycopg.Connection) -> str:
    if absent := missing(connection):
        return f"{len(absent)} migrations are missing: run `ringbook migrate` as the owner"
    host = connection.info.host
    nearby = host.startswith("/") or host in _NEARBY
    if not nearby and not connection.pgconn.ssl_in_use:
        return "calls would travel in clear: add `?sslmode=require` to DATABASE_URL"
    return ""


def _embedded(server: EmbeddedPostgres) -> Finding:
    state = "running" if answers(server.socket) else "not running, `ringbook up` starts it"
    return Finding("database", True, f"embedded Postgres in {server.data}, {state}")


def _livekit(settings: Settings) -> Finding:
    if settings.livekit_url is not None:
        try:
            settings.require_livekit()
        except ConfigurationError as error:
            return Finding("livekit", False, settings.livekit_url, str(error))
        return Finding("livekit", True, f"LIVEKIT_URL: {settings.livekit_url}")
    binary = livekit_server.find_binary()
    return Finding(
        "livekit",
        binary is not None,
        str(binary or "not there yet"),
        livekit_server.how_to_get_it() if binary is None else "",
    )


def _models(settings: Settings) -> Iterator[Finding]:
    yield _model("recognition model", lambda: models.resolve_whisper(settings))
    yield _model("voice model", lambda: models.resolve_voice(settings))


def _model(part: str, resolve: Callable[[], Path]) -> Finding:
    try:
        return Finding(part, True, str(resolve()))
    except RingbookError as error:
        return Finding(part, False, "missing or damaged", str(error))


def _call(settings: Settings) -> Iterator[Finding]:
    """What a call would use now."""
    try:
        for role, name, why in chosen.describe(settings):
            yield Finding(role, True, f"{name} ({why})")
    except ConfigurationError as error:
        yield Finding("providers", False, "half configured", str(error))


def _port(settings: Settings) -> Finding:
    port = settings.ringbook_web_port
    if port == 0 or is_free(port, host=settings.ringbook_web_host):
        return Finding("port", True, f"{port or 'any'} is free")
    return Finding("port", True, f"{port} is busy: `ringbook up` takes another one")


def _home(home: Path) -> Finding:
    existing = next(place for place in (home, *home.parents) if place.exists())
    free = shutil.disk_usage(existing).free // 1_000_000_000
    return Finding("data", free >= 1, f"{home}, {free} GB free", "set RINGBOOK_HOME elsewhere")
