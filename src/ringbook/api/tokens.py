"""Tokens for callers: one fresh room, one caller, a short life, the least grants that work."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

import jwt
from livekit import api

__all__ = ["TokenInvalid", "Tokens"]

_LIFE = timedelta(minutes=10)  # to join with; a call that has begun may last longer
_SUMMARY_LEEWAY = timedelta(hours=1)
_ROOM_PREFIX = "call-"
_MOST_PARTICIPANTS = 2  # the caller and a person the call is handed to; agents are not counted


class TokenInvalid(Exception):
    """Not one of our tokens, or too old."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Signs with the LiveKit server's key; `agent_name` is the worker that gets the job."""

    key: str
    secret: str
    agent_name: str

    def mint(self, practice: str, timezone: str | None = None) -> str:
        """A token for a new call to the practice known by this slug.

        `timezone` is the IANA zone that the caller's browser named.
        """
        room = _ROOM_PREFIX + secrets.token_urlsafe(16)
        return (
            api.AccessToken(self.key, self.secret)
            .with_identity(f"caller-{secrets.token_hex(8)}")
            .with_ttl(_LIFE)
            .with_grants(_grants(room))
            .with_room_config(self._room(practice, timezone))
            .to_jwt()
        )

    def room_of(self, token: str) -> str:
        """The room of a token of ours, also up to an hour after it expired.

        Raises:
            TokenInvalid: the signature is not ours, it is too old, or it joins no call.
        """
        verifier = api.TokenVerifier(self.key, self.secret, leeway=_SUMMARY_LEEWAY)
        try:
            claims = verifier.verify(token)
        except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as error:
            raise TokenInvalid from error
        grants = claims.video
        if not (grants and grants.room_join and grants.room.startswith(_ROOM_PREFIX)):
            raise TokenInvalid
        return grants.room

    def _room(self, practice: str, timezone: str | None) -> api.RoomConfiguration:
        named = {"timezone": timezone} if timezone else {}
        job = json.dumps({"practice": practice, "channel": "web", **named})
        dispatch = api.RoomAgentDispatch(agent_name=self.agent_name, metadata=job)
        return api.RoomConfiguration(max_participants=_MOST_PARTICIPANTS, agents=[dispatch])


def _grants(room: str) -> api.VideoGrants:
    return api.VideoGrants(
        room_join=True,
        room=room,
        can_subscribe=True,
        can_publish=True,
        can_publish_sources=["microphone"],
        can_publish_data=True,
        can_update_own_metadata=False,
    )
