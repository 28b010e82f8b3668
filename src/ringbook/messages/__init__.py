"""Text messages to callers, by the owner's own gateway."""

from ringbook.messages.gateway import Delivery, Gateway, Message, Messages, open_gateway

__all__ = ["Delivery", "Gateway", "Message", "Messages", "open_gateway"]
