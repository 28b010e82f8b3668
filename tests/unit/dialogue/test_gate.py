"""The gate against random and hostile orders of events: no write without read-back and yes."""

import re
from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import CLEANING, NOW, PRIYA, ZONE, practice
from tests.unit.dialogue.talk import Talk, fold

from ringbook.dialogue.legal.actions import TOOLS, illegal, legal
from ringbook.dialogue.plan.next_step import Do, asked, plan
from ringbook.dialogue.reduce.reducer import LABELS, CallState, reduce
from ringbook.dialogue.state.call_events import (
    CALL_EVENT,
    AgentSaid,
    CallEvent,
    Did,
    Keyed,
    Silence,
    Started,
    UserSaid,
)
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import Appointment, Slot, SlotQuery
from ringbook.domain.spoken import spoken_date, spoken_time

OTHER = "+12125550177"
WRITES = ("book_appointment", "cancel_appointment", "modify_appointment")
CALLER = (
    "yes",
    "yes please",
    "no",
    "hm",
    "",
    "yes, but at four",
    "book a cleaning on Thursday at 3 pm",
    "cancel my appointment",
    "move my appointment to Friday at 10 am",
    "212 555 0123",
    "my name is Priya Shah",
    "my name is Bob Miller",
    "the first one",
    "Friday",
    "thanks",
    "goodbye",
    "what appointments do I have",
)
MODEL = (
    "Shall I book it?",
    "Just say yes!",
    "You're booked. Is that right?",
    "Is 2 1 2, 5 5 5, 0 1 2 3 your number?",
    "Shall I book Cleaning on Thursday, January 29 at 3:00 PM for you?",
    "Shall I book Cleaning on Thursday, January 29 at 3:30 PM for you?",
    "Shall I cancel your Cleaning on Tuesday, January 27 at 2:30 PM?",
    "Shall I cancel your Cleaning on Tuesday, January 27?",
    "Shall I move it to Friday, January 30 at 10:00 AM?",
    "One moment.",
)


@dataclass
class Wild:
    """A call in which either brain may say anything and try any tool at any time."""

    diary: Diary
    state: CallState = field(default_factory=CallState)
    events: list[CallEvent] = field(default_factory=list)

    def apply(self, event: CallEvent) -> None:
        self.state = reduce(self.state, event)
        self.events.append(event)
        for tool in WRITES:
            if tool in legal(self.state):
                assert_agreed(self, tool)

    def tool(self, tool: str, args: dict[str, str]) -> None:
        if illegal(self.state, tool, args) is None:
            outcome = self.diary.run(self.state, Do(tool, args))
            self.apply(Did(NOW, tool, args, outcome))

    def plan_once(self) -> None:
        step = plan(self.state)
        if isinstance(step, Do):
            self.tool(step.tool, step.args)
        elif step.text:
            self.apply(AgentSaid(NOW, step.text, step.asks))


def target(wild: Wild, tool: str) -> tuple[Slot | None, Appointment | None]:
    """What the one legal call of `tool` would write."""
    args = legal(wild.state)[tool]
    assert all(len(values) == 1 for values in args.values())
    slot = wild.state.offered[LABELS.index(args["slot"][0])] if "slot" in args else None
    named = args.get("appointment")
    row = wild.state.appointments[LABELS.index(named[0])] if named else None
    return slot, row


def assert_agreed(wild: Wild, tool: str) -> None:
    """Read back in an earlier turn, in full; then a yes; and nothing said since."""
    slot, row = target(wild, tool)
    turns = [n for n, e in enumerate(wild.events) if isinstance(e, UserSaid | Keyed | Silence)]
    last = wild.events[turns[-1]]
    assert isinstance(last, UserSaid)
    assert re.search(r"\byes\b", last.text)
    assert not re.search(r"\b(no|but)\b", last.text)
    before = wild.events[turns[-2] if len(turns) > 1 else 0 : turns[-1]]
    said = " ".join(e.text for e in before if isinstance(e, AgentSaid))
    starts = slot.starts_at if slot else row.starts_at if row else NOW
    assert spoken_date(starts.astimezone(ZONE).date()) in said
    if slot is not None:
        assert spoken_time(starts.astimezone(ZONE).time()) in said
        assert slot.service in said or tool == "modify_appointment"
    if row is not None:
        assert row in wild.diary.of(PRIYA)
        assert wild.state.tier in ("matched", "verified") or row.id in wild.state.own


def ids() -> list[UUID]:
    slots = [s.id for s in DIARY.find(WIDE, NOW)]
    return [*slots[:40], *DIARY.rows]


def fresh() -> Diary:
    """A known caller with an appointment, and somebody else's."""
    diary = Diary(practice(services=(CLEANING,)))
    diary.knows(PRIYA, "Priya Shah", ("2026-01-27 14:30", "Cleaning"))
    return diary.knows(OTHER, "Otto Other", ("2026-01-28 09:00", "Check-up"))


DIARY = fresh()
WIDE = SlotQuery(limit=200)
ABOUT = st.sampled_from(("confirm_book", "confirm_cancel", "confirm_move", "which_slot", "when"))
QUESTIONS = st.builds(
    Question,
    ABOUT,
    st.none() | st.sampled_from(ids()),
    st.none() | st.sampled_from(ids()),
)
LABEL = st.sampled_from(LABELS[:6])
MOVES = st.one_of(
    st.tuples(st.just("caller"), st.sampled_from(CALLER)),
    st.tuples(st.just("caller"), st.just("yes")),
    st.tuples(st.just("plan"), st.just("")),
    st.tuples(st.just("plan"), st.just("")),
    st.tuples(st.just("model"), st.sampled_from(MODEL)),
    st.tuples(st.just("liar"), st.tuples(st.sampled_from(MODEL), QUESTIONS)),
    st.tuples(st.just("tool"), st.tuples(st.sampled_from(TOOLS), LABEL, LABEL)),
    st.tuples(st.just("event"), st.sampled_from((Silence(NOW, 8.0), Keyed(NOW, "1")))),
)
ARGUMENTS = {
    "book_appointment": ("slot",),
    "cancel_appointment": ("appointment",),
    "modify_appointment": ("appointment", "slot"),
}
START = (
    "book a cleaning on Thursday at 3 pm",
    "cancel my appointment",
    "move my appointment to Friday at 10 am",
)


def step(wild: Wild, kind: str, what: object) -> None:
    if kind == "caller" and isinstance(what, str):
        wild.apply(UserSaid(NOW, what))
    elif kind == "plan":
        for _ in range(4):
            wild.plan_once()
    elif kind == "model" and isinstance(what, str):
        wild.apply(AgentSaid(NOW, what, asked(wild.state, what)))
    elif kind == "liar" and isinstance(what, tuple):
        wild.apply(AgentSaid(NOW, what[0], what[1]))
    elif kind == "tool" and isinstance(what, tuple):
        names = ARGUMENTS.get(what[0], ())
        wild.tool(what[0], dict(zip(names, what[1:], strict=False)))
    elif isinstance(what, Silence | Keyed):
        wild.apply(what)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(START), st.booleans(), st.lists(MOVES, min_size=5, max_size=14))
def test_no_order_of_events_makes_a_write_legal_without_read_back_and_yes(
    start: str, known: bool, moves: list[tuple[str, object]]
) -> None:
    wild = Wild(fresh())
    foreign = wild.diary.of(OTHER)
    wild.apply(Started(NOW, wild.diary.practice, "text", PRIYA if known else None))
    wild.plan_once()
    for text in (start, "212 555 0123", "yes", "my name is Priya Shah"):
        step(wild, "caller", text)
        step(wild, "plan", "")
    for kind, what in moves:
        step(wild, kind, what)
        assert not set(wild.state.appointments) & set(foreign)
    assert wild.diary.of(OTHER) == foreign
    assert fold([through_json(e) for e in wild.events]) == wild.state


def through_json(event: CallEvent) -> CallEvent:
    return CALL_EVENT.validate_json(CALL_EVENT.dump_json(event))


def test_a_read_back_without_the_day_agrees_to_nothing() -> None:
    call = Talk(fresh())
    call.says("book a cleaning on Thursday at 3 pm", "212 555 0123", "yes", "no", "yes")
    wild = Wild(fresh())
    for event in call.events[: call.events.index(read_back(call))]:
        wild.apply(event)
    wild.apply(AgentSaid(NOW, "Three o'clock, shall I book it?", read_back(call).asks))
    wild.apply(UserSaid(NOW, "yes"))
    assert "book_appointment" not in legal(wild.state)
    refused = illegal(wild.state, "book_appointment", {"slot": "A"})
    assert refused is not None
    assert refused.code == "not_confirmed"
    assert "Cleaning on Thursday, January 29 at 3:00 PM. Shall I book it?" in refused.spoken


def read_back(call: Talk) -> AgentSaid:
    """The read-back of a booking in `call`."""
    said = [e for e in call.events if isinstance(e, AgentSaid)]
    return next(e for e in said if e.asks and e.asks.about == "confirm_book")
