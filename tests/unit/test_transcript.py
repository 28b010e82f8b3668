"""LiveKit's chat context and the fold of the call's events tell the same conversation."""

import json

import pytest
from livekit.agents.llm import ChatContext, ChatMessage, FunctionCall, FunctionCallOutput
from tests.unit.call_examples import CALL, START

from ringbook.agent.transcript import (
    extract_conversation_from_chat_ctx,
    format_transcript_for_llm,
)
from ringbook.dialogue.record import fold
from ringbook.dialogue.state.call_events import AgentSaid, CallEvent, Did, Keyed, Refused, UserSaid


def chat_items(event: CallEvent) -> list[ChatMessage | FunctionCall | FunctionCallOutput]:
    """What LiveKit's session adds to its history for one event of the call."""
    at = event.at.timestamp()
    match event:
        case UserSaid(text=text):
            return [ChatMessage(role="user", content=[text], created_at=at)]
        case AgentSaid(text=text, cut=cut):
            said = ChatMessage(role="assistant", content=[text], interrupted=cut, created_at=at)
            return [said]
        case Did():
            return tool_items(event, at)
        case _:
            return []


def tool_items(did: Did, at: float) -> list[ChatMessage | FunctionCall | FunctionCallOutput]:
    refused = did.outcome if isinstance(did.outcome, Refused) else None
    arguments = json.dumps({**did.args, "service": None})
    return [
        FunctionCall(call_id=did.call_id, name=did.tool, arguments=arguments, created_at=at - 0.5),
        FunctionCallOutput(
            call_id=did.call_id,
            name=did.tool,
            output=refused.spoken if refused else "It is done, and this is how to say it.",
            is_error=refused is not None,
            created_at=at,
        ),
    ]


@pytest.fixture
def heard() -> tuple[CallEvent, ...]:
    return tuple(event for event in CALL if not isinstance(event, Keyed))


def context(events: tuple[CallEvent, ...]) -> ChatContext:
    system = ChatMessage(role="system", content=["You are a receptionist."])
    return ChatContext([system, *(item for event in events for item in chat_items(event))])


def test_it_agrees_with_the_fold_of_the_same_call(heard: tuple[CallEvent, ...]) -> None:
    assert extract_conversation_from_chat_ctx(context(heard)) == fold(heard).transcript


def test_a_call_without_output_is_said_to_be_unfinished() -> None:
    call = FunctionCall(
        call_id="c", name="fetch_slots", arguments="{}", created_at=START.timestamp()
    )
    transcript = extract_conversation_from_chat_ctx(ChatContext([call]))
    assert transcript["messages"][0]["result"] == "not finished"
    assert transcript["tool_calls_count"] == 1


def test_arguments_that_are_not_json_do_not_lose_the_call() -> None:
    call = FunctionCall(call_id="c", name="fetch_slots", arguments="{oops")
    transcript = extract_conversation_from_chat_ctx(ChatContext([call]))
    assert transcript["messages"][0]["params"] == {"unreadable": "{oops"}


def test_an_empty_context_is_an_empty_transcript() -> None:
    empty = {"messages": [], "tool_calls_count": 0}
    assert extract_conversation_from_chat_ctx(ChatContext.empty()) == empty
    assert format_transcript_for_llm(empty) == ""


def test_a_model_reads_plain_lines(heard: tuple[CallEvent, ...]) -> None:
    lines = format_transcript_for_llm(fold(heard).transcript).splitlines()
    assert lines[1] == "User: I want to book an appointment"
    assert lines[3] == "Assistant: Thank you, Priya. When [interrupted]"
    assert lines[5] == "[fetch_slots(appointment_date=2026-01-27): slots fetched]"
    assert lines[6] == ("[book_appointment(slot=B): I'm sorry, that time has just been taken.]")
