"""The private link of a booking: who has it may see, move and cancel this one appointment. Pure.

A token is the appointment's id with a signature. Nothing is stored, so nothing that is stored gives
a link away, and the same link can be made again whenever it is wanted.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

__all__ = ["PAGE", "BookingLinks"]

PAGE = "/b/"
"""Where the page of a booking is; the token follows."""

_PURPOSE = b"ringbook: private link of a booking, 1"
_SIGNATURE = 16  # bytes: 128 bits, beside the 122 random ones of the id
_LENGTH = 43  # characters: 32 bytes in base64 without padding


@dataclass(frozen=True, slots=True)
class BookingLinks:
    """Makes and reads tokens with one key; another key knows none of them."""

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: str) -> Self:
        """With a key of their own, derived from a secret that also serves elsewhere."""
        return cls(hmac.digest(secret.encode(), _PURPOSE, "sha256"))

    def token(self, appointment_id: UUID) -> str:
        """The token of an appointment: 43 letters, digits, `-` and `_`."""
        signature = hmac.digest(self.key, appointment_id.bytes, "sha256")[:_SIGNATURE]
        return base64.urlsafe_b64encode(appointment_id.bytes + signature).decode().rstrip("=")

    def path(self, appointment_id: UUID) -> str:
        """The private page of an appointment, from the root of our address."""
        return PAGE + self.token(appointment_id)

    def appointment_id(self, token: str) -> UUID | None:
        """The appointment that a token of ours is for; None for anything else."""
        if len(token) != _LENGTH or not token.isascii():
            return None
        try:
            read = base64.b64decode(f"{token}=", altchars=b"-_", validate=True)
        except binascii.Error:
            return None
        found = UUID(bytes=read[:16])
        # Made again and compared whole: base64 has several spellings of the same bytes
        return found if hmac.compare_digest(self.token(found), token) else None
