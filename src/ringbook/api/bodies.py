"""Bodies of requests: bounded, and never repeated in an answer."""

from fastapi import Request
from pydantic import ValidationError

__all__ = ["BodyTooLarge", "read_body", "what_is_wrong"]

_LONGEST = 4096  # bytes


class BodyTooLarge(Exception):
    """More than any request of ours can need."""


async def read_body(request: Request) -> bytes:
    """The whole body.

    Raises:
        BodyTooLarge: it is longer than 4096 bytes.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            raise BodyTooLarge
    return body


def what_is_wrong(error: ValidationError) -> str:
    """Names the fields, never repeats what was sent."""
    faults = (
        "{}: {}".format(".".join(map(str, e["loc"])) or "body", e["msg"]) for e in error.errors()
    )
    return "; ".join(faults)
