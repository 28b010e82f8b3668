"""Which port to listen on: the wanted one, or, when it is busy, one that the system gives."""

import errno
import socket
from contextlib import closing

__all__ = ["choose_port", "choose_row", "is_free"]

_BUSY = {errno.EADDRINUSE, errno.EACCES}
_PORTS = 65536


def is_free(
    port: int, *, host: str = "127.0.0.1", kind: socket.SocketKind = socket.SOCK_STREAM
) -> bool:
    """Whether a server could listen on this port now."""
    try:
        _bound(port, host, kind)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def choose_port(
    wanted: int, *, host: str = "127.0.0.1", kind: socket.SocketKind = socket.SOCK_STREAM
) -> int:
    """`wanted` if it is free and not 0, else any free port.

    Raises:
        OSError: the host is not an address of this machine.
    """
    if wanted and is_free(wanted, host=host, kind=kind):
        return wanted
    return _bound(0, host, kind)


def choose_row(count: int) -> int:
    """The first of so many free ports in a row."""
    while True:
        first = choose_port(0)
        row = range(first, first + count)
        if row.stop <= _PORTS and all(is_free(port) for port in row):
            return first


def _bound(port: int, host: str, kind: socket.SocketKind) -> int:
    with closing(socket.socket(socket.AF_INET, kind)) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])
