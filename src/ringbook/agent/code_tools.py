"""The tool about one-time codes. The code itself is no argument of it and in no answer."""

import asyncio

from livekit.agents import RunContext

from ringbook.agent.call import Call
from ringbook.agent.tooling import gated
from ringbook.dialogue.state import policy
from ringbook.dialogue.state.call_events import CallEvent, Ended, Outcome
from ringbook.dialogue.state.code_events import CodeAction, CodeSent
from ringbook.domain.model import Practice
from ringbook.errors import CallerNotIdentified, MessagesUnavailable, NotPossibleNow
from ringbook.messages import Message, Messages
from ringbook.store import one_time_codes
from ringbook.store.one_time_codes import MINUTES, Issued

__all__ = ["CodeTools"]

WITHIN = 6.0
"""Seconds for a message on its way; the tool as a whole has ten."""


class CodeTools:
    """Proof by a code that is sent to the caller's number."""

    @gated(writes=True)
    async def verify_caller(self, context: RunContext[Call], action: CodeAction) -> Outcome:
        """Prove that the caller has their phone in hand, when the STATE asks for a one-time code.

        Args:
            action: Send a code, or check the one that the caller has said.
        """
        call = context.userdata
        if call.state.caller is None:
            raise CallerNotIdentified
        number = call.state.caller.contact_number
        said, call.code = call.code, ""
        if action == "send":
            return await _send(call, number)
        return await one_time_codes.check(
            call.db, call.practice.tenant_id, number, call.session_id, said, call.now()
        )


async def _send(call: Call, number: str) -> Outcome:
    """Takes as long, and answers the same, for a number that nothing is sent to."""
    if call.messages is None:
        raise NotPossibleNow
    tenant = call.practice.tenant_id
    issued = await one_time_codes.issue(call.db, tenant, number, call.session_id, call.now())
    clock = asyncio.get_running_loop().time
    even = clock() + call.messages.even_seconds
    out = await _deliver(call.messages, issued, number, call)
    await asyncio.sleep(max(0.0, even - clock()))
    if out:
        return CodeSent()
    await one_time_codes.withdraw(call.db, issued.id)
    raise MessagesUnavailable


async def _deliver(messages: Messages, issued: Issued, number: str, call: Call) -> bool:
    """Whether messages get through, as far as this caller may be told."""
    message = Message(number, _text(issued.code, call.practice), issued.id, "code")
    if _may_be_new(call) or (issued.has_bookings and call.state.open_record):
        return await messages.send(message, WITHIN) != "unavailable"
    # Only a number with something to open is sent one. To who is not known to own it, what becomes
    # of it must not be heard, or a broken gateway tells which numbers these are.
    if not await messages.reachable(WITHIN):
        return False
    if issued.has_bookings:
        _send_meanwhile(call, messages, message)
    return True


def _may_be_new(call: Call) -> bool:
    """Where booking itself takes a code, every number that wants to book is sent one."""
    books = call.state.frame.intent == "book"
    return books and policy.needed_tier("book", call.state) == "verified"


def _send_meanwhile(call: Call, messages: Messages, message: Message) -> None:
    """Sends it while the call goes on; whoever has hung up has no use for it any more."""
    sending = asyncio.create_task(messages.send(message, WITHIN), name="code")

    def dropped(event: CallEvent) -> None:
        if isinstance(event, Ended):
            sending.cancel()

    call.listeners.append(dropped)


def _text(code: str, practice: Practice) -> str:
    return (
        f"{code} is your code for {practice.name}. Read it out in the call that you are making "
        f"now; it is good for {MINUTES} minutes. If you are not calling us, ignore this message."
    )
