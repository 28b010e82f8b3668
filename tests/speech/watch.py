"""Notices when this process talks to anything but this machine.

Python's own sockets are seen by an audit hook; those of native code (onnxruntime, the LiveKit
library) by looking at the process's open sockets while it runs.
"""

import ipaddress
import os
import struct
import sys
import threading
from pathlib import Path

__all__ = ["Watch"]

NAME_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
TABLES = ("tcp", "tcp6", "udp", "udp6")
LOOK_EVERY = 0.05
NOW_AND_THEN = 10


class Watch:
    """Collects what left, as "what where". Cannot be switched off: audit hooks stay."""

    def __init__(self) -> None:
        self.left: set[str] = set()
        self._done = threading.Event()
        sys.addaudithook(self._audit)
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        self._done.set()

    def _audit(self, event: str, args: tuple[object, ...]) -> None:
        if event in NAME_LOOKUPS and not local(str(args[0])):
            self.left.add(f"{event} {args[0]}")
        elif event in ("socket.connect", "socket.sendto"):
            address = args[1]
            if isinstance(address, tuple) and not local(str(address[0])):
                self.left.add(f"{event} {address[0]}")

    def _look(self) -> None:
        known: set[str] = set()
        looks = 0
        while not self._done.wait(LOOK_EVERY):
            own = _own_sockets()
            looks += 1
            # The kernel's tables are slow to read: look when sockets came or went, and now and
            # then, for a socket may be connected long after it was made.
            if own != known or looks % NOW_AND_THEN == 0:
                self.left.update(f"socket to {address}" for address in remote_peers(own))
                known = own


def remote_peers(own: set[str]) -> set[str]:
    """Addresses that the sockets `own` are connected to, without those of this machine."""
    peers = set()
    for table in TABLES:
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in own:
                peers.add(_address(fields[2].split(":")[0]))
    return {peer for peer in peers if not local(peer)}


def _own_sockets() -> set[str]:
    inodes = set()
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{descriptor}")
        except OSError:
            continue  # closed meanwhile
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    return inodes


def _address(raw: str) -> str:
    """An address of the kernel's tables: words of four bytes in the machine's order."""
    words = [int(raw[start : start + 8], 16) for start in range(0, len(raw), 8)]
    return str(ipaddress.ip_address(b"".join(struct.pack("=I", word) for word in words)))


def local(host: str) -> bool:
    """Whether a host is this machine; an unspecified address is a socket that only listens."""
    if host in ("localhost", "None", ""):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or (mapped or address).is_unspecified
