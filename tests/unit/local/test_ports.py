import socket

import pytest

from ringbook.local import ports
from ringbook.local.ports import choose_port, choose_row, is_free


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_a_busy_port_picks_another(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port, kind=kind)
        assert choose_port(port, kind=kind) not in {0, port}


def test_a_free_port_is_kept() -> None:
    port = choose_port(0)
    assert choose_port(port) == port


def test_an_address_that_is_not_ours_is_an_error_not_a_busy_port() -> None:
    with pytest.raises(OSError, match="assign requested address"):
        choose_port(0, host="192.0.2.1")


def test_a_row_of_ports_is_free_one_by_one() -> None:
    first = choose_row(4)
    assert all(is_free(port) for port in range(first, first + 4))


def test_no_outgoing_connection_can_take_the_port() -> None:
    chosen = {choose_port(0) for _ in range(50)} | {choose_row(4) + 3}
    assert max(chosen) < 32768
    assert len(chosen) > 10


def test_no_free_port_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda *_, **__: False)
    with pytest.raises(OSError, match="no free port from 10000"):
        choose_port(0)
