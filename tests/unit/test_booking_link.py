"""Tokens of bookings: only ours are read, and there is one for each appointment."""

import base64
import string
from uuid import UUID, uuid4

import pytest

from ringbook.domain.booking_link import BookingLinks

LINKS = BookingLinks.of("a secret that also signs other things")
ONE = UUID("5f0c2f6e-7f0b-4a3e-9c55-0a1b2c3d4e5f")
TOKEN = LINKS.token(ONE)
URL_SAFE = string.ascii_letters + string.digits + "-_"


def test_a_token_names_its_appointment_and_is_always_the_same() -> None:
    assert LINKS.appointment_id(TOKEN) == ONE
    assert BookingLinks.of("a secret that also signs other things").token(ONE) == TOKEN
    assert LINKS.path(ONE) == f"/b/{TOKEN}"


def test_a_token_is_safe_in_an_address_and_carries_128_bits_of_signature() -> None:
    for _ in range(200):
        token = LINKS.token(uuid4())
        assert set(token) <= set(URL_SAFE)
        assert len(base64.urlsafe_b64decode(token + "=")) == 16 + 16


def test_another_secret_knows_no_token_of_ours() -> None:
    other = BookingLinks.of("another secret")
    assert other.token(ONE) != TOKEN
    assert other.appointment_id(TOKEN) is None


def test_the_signature_of_one_appointment_does_not_fit_another() -> None:
    raw = base64.urlsafe_b64decode(TOKEN + "=")
    forged = base64.urlsafe_b64encode(uuid4().bytes + raw[16:]).decode().rstrip("=")
    assert LINKS.appointment_id(forged) is None


def test_every_changed_character_makes_it_somebody_elses() -> None:
    for at, was in enumerate(TOKEN):
        for other in set(URL_SAFE) - {was}:  # the last carries two bits that decoding ignores
            assert LINKS.appointment_id(TOKEN[:at] + other + TOKEN[at + 1 :]) is None


@pytest.mark.parametrize(
    "token",
    [
        *("", "x", TOKEN[:-1], f"{TOKEN}=", f"{TOKEN}A", f" {TOKEN}", str(ONE), TOKEN.upper()),
        *("é" * 43, "+" * 43, "=" * 43, "A" * 43, "\x00" * 43, "A" * 100_000),
    ],
    ids=lambda token: repr(token)[:12],
)
def test_what_is_no_token_is_nobodys(token: str) -> None:
    assert LINKS.appointment_id(token) is None


def test_the_key_is_not_the_secret_and_is_not_shown() -> None:
    assert LINKS.key != b"a secret that also signs other things"
    assert repr(LINKS) == "BookingLinks()"
