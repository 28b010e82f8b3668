"""The receptionist: an `Agent` with the seven tools and ours, thin over the store."""

from collections.abc import AsyncIterable
from functools import partial
from typing import Literal

from livekit.agents import Agent, ModelSettings, RunContext, StopResponse
from livekit.agents.llm import ChatChunk, ChatContext, ChatMessage, Tool
from livekit.agents.types import FlushSentinel

from ringbook.agent import looking, series_tools, visit_tools, waitlist_tools
from ringbook.agent.call import Call, schedule_disconnect
from ringbook.agent.code_tools import CodeTools
from ringbook.agent.courtesy import Courteous
from ringbook.agent.guard import guarded
from ringbook.agent.offline_llm import OfflineLLM
from ringbook.agent.prompt import instructions
from ringbook.agent.tool_schemas import ToolSchemas
from ringbook.agent.tooling import (
    IsoDate,
    IsoTime,
    Label,
    gated,
    learned,
    number_of,
    person_named,
    pick,
    request_id,
    words,
)
from ringbook.dialogue.legal.actions import legal
from ringbook.dialogue.legal.series import looks_for_series
from ringbook.dialogue.legal.visit import looks_for_visit
from ringbook.dialogue.note import note
from ringbook.dialogue.plan.next_step import Say, plan
from ringbook.dialogue.state.call_events import (
    Booked,
    Cancelled,
    Ending,
    Identified,
    Keyed,
    Listed,
    Moved,
    Outcome,
    Silence,
    WaitAction,
)
from ringbook.domain.series import Every
from ringbook.errors import AppointmentNotFound, CallerNotIdentified, SlotNotFound
from ringbook.store import bookings, callers

__all__ = ["Receptionist"]

type Several = Literal["following", "all"]

FAILURES_A_TURN = 2
"""Tool calls of a large model that may go wrong in one turn; then the offline engine goes on."""


class Receptionist(CodeTools, Courteous):
    """Takes calls for one practice. Built with the call and with the offline engine."""

    def __init__(self, call: Call, offline: OfflineLLM) -> None:
        super().__init__(call, instructions(call.practice, call.now()))
        self._offline = offline
        self._schemas = ToolSchemas()

    async def on_enter(self) -> None:
        """Greet, with a line made from the state: no model is asked, so nobody waits for it."""
        greeting = plan(self._call.state)
        if isinstance(greeting, Say):
            self.session.say(greeting.text)

    async def on_user_turn_completed(self, turn_ctx: ChatContext, new_message: ChatMessage) -> None:
        """What is said while a tool waits is answered after it, and from what it brought."""
        if self._call.lock.locked():
            await self._call.answered()
            self.session.generate_reply(user_input=new_message.text_content or "")
            raise StopResponse

    def llm_node(
        self, chat_ctx: ChatContext, tools: list[Tool], model_settings: ModelSettings
    ) -> AsyncIterable[ChatChunk | str | FlushSentinel]:
        """One step of the model: shown only what is legal now, heard only through the guard.

        A plain method on purpose: `tools` must be narrowed before it returns, or the SDK still
        runs a tool that was hidden. Where nothing may be done any more, as at the goodbye, no
        model is asked: providers refuse a request without tools that says how to call them.
        Nor is one that is lost, calling tools wrongly again and again, nor where the words are
        fixed: for a language that is not spoken here, and for danger.
        """
        call, state = self._call, self._call.view(chat_ctx)
        allowed = legal(state)
        tools[:] = [tool for name in allowed for tool in tools if tool.id == name]
        context = call.shown(chat_ctx)
        context.add_message(role="system", content=note(state))

        def offline() -> AsyncIterable[ChatChunk]:
            return self._offline.answer(context, tools, model_settings.tool_choice)

        fixed = state.tongue.now or (state.heard is not None and state.heard.has("emergency"))
        lost = model_settings.tool_choice == "none" or _failures(chat_ctx) >= FAILURES_A_TURN
        if not allowed or lost or fixed or isinstance(call.events[-1], Silence | Keyed):
            return guarded(call, chat_ctx, offline())
        shown = self._schemas.shown(tools)
        model = Agent.default.llm_node(self, context, shown, model_settings)
        return self.bridged(chat_ctx, guarded(call, chat_ctx, model))

    # ---- the tools -----------------------------------------------------------------------

    @gated()
    async def identify_user(self, context: RunContext[Call], name: str | None = None) -> Outcome:
        """Open the caller's record under the phone number that the caller confirmed.

        Args:
            name: The caller's name, when it was said.
        """
        call = context.userdata
        if (number := call.state.number) is None:
            raise CallerNotIdentified
        tenant = call.practice.tenant_id
        given = name or call.state.name
        caller = await callers.identify_user(call.db, tenant, number, given, call.now())
        return Identified(caller, await waitlist_tools.waiting(call, caller))

    @gated()
    async def fetch_slots(
        self,
        context: RunContext[Call],
        appointment_date: IsoDate | None = None,
        until_date: IsoDate | None = None,
        earliest: IsoTime | None = None,
        latest: IsoTime | None = None,
        service: str | None = None,
        provider: str | None = None,
        repeat: Every | None = None,
        times: int | None = None,
        scope: Several | None = None,
        services: str | None = None,
    ) -> Outcome:
        """Look up free times. Each gets a label (A, B, C …) to choose it by.

        For a recurring appointment give its first day, its time, `repeat`, and `times` or
        `until_date`; to move several of one, the first's new day and `scope`.
        For several services in one visit give `services`; each label is then a whole visit.

        Args:
            appointment_date: First day wanted, as YYYY-MM-DD.
            until_date: Last day wanted, when it is more than one, as YYYY-MM-DD.
            earliest: Earliest start, local time, as HH:MM.
            latest: Latest start, local time, as HH:MM.
            service: Which service, when the caller said it.
            provider: With whom, when the caller said it.
            repeat: How often, for a recurring appointment.
            times: How many dates a recurring appointment has, at most 24.
            scope: Which of a recurring appointment's dates are to be moved, or all of a visit.
            services: Two to four services wanted together, each with for whom when that is not
                the caller: "Cut; Colour; Trim for Tom".
        """
        call = context.userdata
        dates = words(appointment_date=appointment_date, until_date=until_date)
        at = words(earliest=earliest, latest=latest, service=service, provider=provider)
        if looks_for_visit(call.state, words(services=services, scope=scope)):
            return await visit_tools.fetch(call, dates | at, services)
        series = words(repeat=repeat, times=times, scope=scope)
        if looks_for_series(series):
            return await series_tools.fetch(call, dates | at | series)
        return await looking.fetch(call, dates | at)

    @gated(writes=True)
    async def book_appointment(
        self,
        context: RunContext[Call],
        slot: Label,
        attendee: str | None = None,
        repeat: Every | None = None,
        times: int | None = None,
        services: str | None = None,
    ) -> Outcome:
        """Book an offered time that was read back to the caller and agreed to.

        Args:
            slot: The label of the offered time, of a recurring appointment the first.
            attendee: Whom it is for, when that is not the caller: the name that the caller said.
            repeat: How often, for a recurring appointment.
            times: How many dates were read back, for a recurring appointment.
            services: All that was read back, for several services in one visit.
        """
        call, number = context.userdata, number_of(context.userdata)
        if services:
            return await visit_tools.book(call, number, partial(learned, call))
        if repeat or times:
            return await series_tools.book(call, number, partial(learned, call))
        agreed = call.state.frame.agreed
        attendee = agreed.attendee if agreed else None  # as it was read back
        chosen = pick(call.state.offered, slot, SlotNotFound)
        held = waitlist_tools.held(call, chosen)
        if held is not None and attendee is None:
            appointment = await waitlist_tools.accept(call, number, held)
            return Booked(appointment, learned(call, appointment.starts_at))
        # Not by the slot: had a lost answer booked one, then asking for another would book two.
        with request_id(call, f"book {number}") as request, person_named(call, attendee):
            appointment = await bookings.book(
                call.db, call.practice, contact_number=number, slot=chosen,
                request_id=request, session_id=call.session_id, now=call.now(), attendee=attendee,
            )  # fmt: skip
        return Booked(appointment, learned(call, appointment.starts_at))

    @gated()
    async def retrieve_appointments(self, context: RunContext[Call]) -> Outcome:
        """Look up the identified caller's own upcoming appointments."""
        call, number = context.userdata, number_of(context.userdata)
        return Listed(await bookings.appointments_of(call.db, call.practice, number, call.now()))

    @gated(writes=True)
    async def cancel_appointment(
        self, context: RunContext[Call], appointment: Label, scope: Several | None = None
    ) -> Outcome:
        """Cancel an appointment after its day was read back and the caller agreed.

        Args:
            appointment: The label of the caller's appointment, of several the first.
            scope: Which others of a recurring appointment, or of its visit, are cancelled with it.
        """
        call, number = context.userdata, number_of(context.userdata)
        if scope:
            cancel = visit_tools.cancel if visit_tools.agreed(call) else series_tools.cancel
            return await cancel(call, number)
        chosen = pick(call.state.appointments, appointment, AppointmentNotFound)
        cancelled = await bookings.cancel(
            call.db, call.practice, contact_number=number, appointment_id=chosen.id,
            session_id=call.session_id, now=call.now(),
        )  # fmt: skip
        return Cancelled(cancelled)

    @gated(writes=True)
    async def modify_appointment(
        self,
        context: RunContext[Call],
        appointment: Label,
        slot: Label,
        scope: Several | None = None,
    ) -> Outcome:
        """Move an appointment to an offered time that was read back and agreed to.

        Args:
            appointment: The label of the caller's appointment, of several the first.
            slot: The label of the offered time, of several the first's.
            scope: Which others of a recurring appointment, or of its visit, are moved with it.
        """
        call, number = context.userdata, number_of(context.userdata)
        if scope:
            move = visit_tools.move if visit_tools.agreed(call) else series_tools.move
            return await move(call, number, partial(learned, call))
        old = pick(call.state.appointments, appointment, AppointmentNotFound)
        new = pick(call.state.offered, slot, SlotNotFound)
        key = f"move {old.id} {new.id}"
        with request_id(call, key) as request, person_named(call, old.attendee):
            moved = await bookings.modify(
                call.db, call.practice, contact_number=number, appointment_id=old.id, slot=new,
                request_id=request, session_id=call.session_id, now=call.now(),
            )  # fmt: skip
        return Moved(moved, old.starts_at, learned(call, moved.starts_at))

    @gated(writes=True)
    async def update_waitlist(self, context: RunContext[Call], action: WaitAction) -> Outcome:
        """Put the caller on the waiting list, take them off it, or let go of a time kept for them.

        Args:
            action: What the caller agreed to.
        """
        return await waitlist_tools.update(context.userdata, number_of(context.userdata), action)

    @gated(writes=True)
    async def end_conversation(self, context: RunContext[Call]) -> Outcome:
        """Bring the call to its end, when the caller has said that nothing else is needed."""
        schedule_disconnect(context.session, context.speech_handle)
        return Ending()


def _failures(chat_ctx: ChatContext) -> int:
    """How many tool calls have gone wrong since the caller last spoke."""
    heard = [n for n, i in enumerate(chat_ctx.items) if i.type == "message" and i.role == "user"]
    since = chat_ctx.items[heard[-1] :] if heard else chat_ctx.items
    return sum(item.type == "function_call_output" and item.is_error for item in since)
