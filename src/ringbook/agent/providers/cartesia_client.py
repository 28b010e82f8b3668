"""Cartesia's client, told of errors at once.

Cartesia ends what has failed with a message that is an error and the end in one. The SDK's client
takes it for an end, which does not count before the reply's text has ended, and waits in vain.
"""

import json
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMessage, WSMsgType
from livekit.agents import APIStatusError
from livekit.plugins import cartesia

__all__ = ["CartesiaTTS"]

UNKNOWN = 500


class CartesiaTTS(cartesia.TTS):
    """The SDK's, but for the websocket."""

    async def _connect_ws(self, timeout: float) -> ClientWebSocketResponse:  # noqa: ASYNC109 - the SDK's
        socket = await super()._connect_ws(timeout)
        return _Frank(socket)  # type: ignore[return-value] # all of it that the SDK uses


class _Frank:
    """A websocket that raises the error of the reply that was asked for last."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._context: str | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    async def send_str(self, data: str) -> None:
        self._context = json.loads(data).get("context_id")
        await self._socket.send_str(data)

    async def receive(self, timeout: float | None = None) -> WSMessage:  # noqa: ASYNC109 - the SDK's
        """The next message.

        Raises:
            APIStatusError: it says that the reply has failed.
        """
        message = await self._socket.receive(timeout)
        if message.type is WSMsgType.TEXT and '"error"' in message.data:
            _fail(json.loads(message.data), self._context)
        return message


def _fail(said: dict[str, Any], context: str | None) -> None:
    """Raise, unless an earlier reply is meant; what the error says may quote the text."""
    if said.get("type") == "error" and said.get("context_id") in (None, context):
        status = said.get("status_code")
        raise APIStatusError(
            "failed",
            status_code=status if isinstance(status, int) else UNKNOWN,
            body={"code": said.get("error_code")},
        )
