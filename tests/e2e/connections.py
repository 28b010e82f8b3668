"""Where the processes of a running Ringbook are connected to, read from /proc (Linux)."""

import ipaddress
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.running import Running, processes

__all__ = ["watched"]

TABLES = ("tcp", "tcp6", "udp", "udp6")
EVERY = 2.0  # seconds between two looks; each costs a busy machine a good part of one


@contextmanager
def watched(running: Running) -> Iterator[set[str]]:
    """While the block runs: every far address of the processes' sockets that is not loopback."""
    outside: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(EVERY):
            outside.update(far_addresses(running.home))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield outside
    finally:
        done.set()
        watcher.join()


def far_addresses(home: Path) -> set[str]:
    """Addresses off this machine to which a process of this home has a socket now."""
    sockets = {inode for pid, _ in processes(home) for inode in _sockets(pid)}
    far = {address for inode, address in _connected() if inode in sockets}
    return {address for address in far if not ipaddress.ip_address(address).is_loopback}


def _sockets(pid: int) -> Iterator[str]:
    try:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            target = str(descriptor.readlink())
            if target.startswith("socket:["):
                yield target.removeprefix("socket:[").removesuffix("]")
    except OSError:
        return  # it ended while we looked


def _connected() -> Iterator[tuple[str, str]]:
    """Inode and far address of every connected socket of this machine."""
    for table in TABLES:
        lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        for fields in map(str.split, lines):
            address = _address(fields[2].split(":")[0])
            if not address.is_unspecified:
                yield fields[9], str(address)


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The kernel writes addresses as 32-bit words in the machine's byte order."""
    raw = bytes.fromhex(written)
    words = [raw[i : i + 4][::-1] for i in range(0, len(raw), 4)]
    address = ipaddress.ip_address(b"".join(words))
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
