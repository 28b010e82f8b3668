"""Which port to listen on: the wanted one, or, when it is busy, one that nothing else takes."""

import errno
import secrets
import socket
from contextlib import closing
from pathlib import Path
from typing import Final

__all__ = ["choose_port", "choose_row", "is_free"]

_BUSY: Final = {errno.EADDRINUSE, errno.EACCES}
_LOWEST: Final = 10_000
"""Below are the usual ports of well-known servers."""
_EPHEMERAL: Final = 32_768
_EPHEMERAL_FILE: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
_TRIES: Final = 1000


def is_free(
    port: int, *, host: str = "127.0.0.1", kind: socket.SocketKind = socket.SOCK_STREAM
) -> bool:
    """Whether a server could listen on this port now."""
    try:
        _bind(port, host, kind)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def choose_port(
    wanted: int, *, host: str = "127.0.0.1", kind: socket.SocketKind = socket.SOCK_STREAM
) -> int:
    """`wanted` if it is free and not 0, else any free port.

    That is none of those which the system gives to outgoing connections: between now and the start
    of the server one of these could take it.

    Raises:
        OSError: the host is not an address of this machine, or no port is free.
    """
    if wanted and is_free(wanted, host=host, kind=kind):
        return wanted
    return _first_free(1, host, kind)


def choose_row(count: int) -> int:
    """The first of so many free ports in a row.

    Raises:
        OSError: there is no such row.
    """
    return _first_free(count, "127.0.0.1", socket.SOCK_STREAM)


def _first_free(count: int, host: str, kind: socket.SocketKind) -> int:
    ports = range(_LOWEST, _first_ephemeral() - count)
    for _ in range(_TRIES):
        first = secrets.choice(ports)
        if all(is_free(port, host=host, kind=kind) for port in range(first, first + count)):
            return first
    raise OSError(errno.EADDRINUSE, f"no free port from {_LOWEST} to {ports.stop}")


def _first_ephemeral() -> int:
    """Where the ports of outgoing connections begin: Linux tells, elsewhere it is higher."""
    try:
        told = int(_EPHEMERAL_FILE.read_text().split()[0])
    except OSError:
        return _EPHEMERAL
    return told if told > _LOWEST + _TRIES else _EPHEMERAL


def _bind(port: int, host: str, kind: socket.SocketKind) -> None:
    with closing(socket.socket(socket.AF_INET, kind)) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
