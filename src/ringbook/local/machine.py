"""The components of one machine: what each is started with and how it is asked whether it works."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ringbook.config import Settings
from ringbook.local import livekit_server
from ringbook.local.component import Component
from ringbook.local.livekit_server import Keys, Ports
from ringbook.local.ports import choose_port
from ringbook.local.postgres import EmbeddedPostgres, answers
from ringbook.local.probes import http_ok

__all__ = ["LiveKit", "livekit", "postgres", "web", "worker"]

_PYTHON = (sys.executable, "-m")
_SIGNAL_PORT = 7880
_MEDIA_PORT = 7882
_CLOSING = 29.0  # seconds beyond the drain: a last line, closing, saving the records


@dataclass(frozen=True, slots=True)
class LiveKit:
    """How the worker and the web server reach the LiveKit server."""

    url: str
    keys: Keys

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The one that is configured.

        Raises:
            ConfigurationError: key or secret is missing.
        """
        url, key, secret = settings.require_livekit()
        return cls(url, Keys(key, secret))

    def env(self) -> dict[str, str]:
        return {
            "LIVEKIT_URL": self.url,
            "LIVEKIT_API_KEY": self.keys.key,
            "LIVEKIT_API_SECRET": self.keys.secret,
        }


def postgres(home: Path) -> tuple[Component, str]:
    """Our own Postgres, and its URL."""
    server = EmbeddedPostgres(home / "postgres")

    async def healthy() -> bool:
        return answers(server.socket)

    component = Component(
        name="postgres",
        command=(*_PYTHON, "ringbook.local.hold_postgres", str(home / "postgres")),
        healthy=healthy,
        env=os.environ,
        advice=f"Its own log is {server.log}; a Postgres of yours in DATABASE_URL replaces it.",
        where=str(server.data),
    )
    return component, server.url


def livekit(home: Path, binary: Path) -> tuple[Component, LiveKit]:
    """Our own LiveKit server on free ports of loopback, and how to reach it."""
    media = choose_port(_MEDIA_PORT, kind=socket.SOCK_DGRAM)
    ports = Ports(choose_port(_SIGNAL_PORT), media)
    keys = livekit_server.load_keys(home)
    file = livekit_server.write_configuration(home, ports, keys)
    component = Component(
        name="livekit",
        command=(str(binary), "--config", str(file)),
        healthy=lambda: http_ok(ports.signal),
        env=_without_livekit_settings(os.environ),
        advice="A LiveKit server of yours in LIVEKIT_URL replaces it.",
        where=f"127.0.0.1:{ports.signal}, media on UDP {ports.media}",
    )
    return component, LiveKit(f"ws://127.0.0.1:{ports.signal}", keys)


def worker(settings: Settings, database_url: str, server: LiveKit) -> Component:
    """Takes the calls. Ready when it has registered with the LiveKit server."""
    port = choose_port(settings.ringbook_worker_port)
    ready = settings.home() / "run" / "worker.ready"

    async def healthy() -> bool:
        return ready.exists() and await http_ok(port)

    return Component(
        name="worker",
        command=(*_PYTHON, "ringbook", "worker"),
        healthy=healthy,
        env={
            **_env(settings, database_url, server),
            "RINGBOOK_WORKER_PORT": str(port),
            "RINGBOOK_WORKER_READY": str(ready),
        },
        grace=settings.ringbook_drain_seconds + _CLOSING,
        ready_file=ready,
        advice="`ringbook doctor` tells what a call would use.",
        where=f"agent {settings.ringbook_agent_name!r}",
    )


def web(settings: Settings, database_url: str, server: LiveKit) -> tuple[Component, str]:
    """Serves the page and the tokens, and the page's address."""
    host = settings.ringbook_web_host
    port = choose_port(settings.ringbook_web_port, host=host)
    asked = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - the owner's own wish
    address = f"http://{asked}:{port}"
    component = Component(
        name="web",
        command=(*_PYTHON, "ringbook", "web"),
        healthy=lambda: http_ok(port, "/healthz", asked),
        env={**_env(settings, database_url, server), "RINGBOOK_WEB_PORT": str(port)},
        where=address,
    )
    return component, address


def _env(settings: Settings, database_url: str, server: LiveKit) -> dict[str, str]:
    return {
        **os.environ,
        **server.env(),
        "DATABASE_URL": database_url,
        "RINGBOOK_HOME": str(settings.home()),
    }


def _without_livekit_settings(env: Mapping[str, str]) -> dict[str, str]:
    """The server reads LIVEKIT_* as its own flags; ours are in its configuration file."""
    return {name: value for name, value in env.items() if not name.startswith("LIVEKIT_")}
