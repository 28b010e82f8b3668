"""One call as its events, for tests of everything that is made from them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from ringbook.dialogue.state.call_events import (
    AgentSaid,
    Booked,
    CallEvent,
    Cancelled,
    Did,
    Ended,
    Ending,
    Identified,
    Keyed,
    Moved,
    Offered,
    Refused,
    Silence,
    Started,
    UserSaid,
)
from ringbook.dialogue.state.question import Question
from ringbook.domain.model import (
    Appointment,
    Caller,
    OpenRange,
    Practice,
    Preferences,
    Slot,
    SlotQuery,
)

START = datetime(2026, 1, 26, 10, 30, tzinfo=UTC)
NUMBER = "+918860141821"
PROVIDER = UUID(int=7)
PRACTICE = Practice(
    tenant_id=UUID(int=1),
    slug="lotus",
    name="Lotus Dental Care",
    timezone="Asia/Kolkata",
    opening_hours=((OpenRange(datetime.min.time(), datetime.max.time()),),) * 7,
    services=(),
    providers=(),
    phone_region="IN",
)
TWO_PM = datetime(2026, 1, 27, 8, 30, tzinfo=UTC)  # 14:00 in Kolkata, a Tuesday
FIVE_PM = TWO_PM + timedelta(days=2, hours=3)
SLOT = Slot(UUID(int=20), TWO_PM, 30, "Cleaning", PROVIDER, "Dr Rao")
BOOKED = Appointment(UUID(int=30), SLOT.id, TWO_PM, 30, "Cleaning", PROVIDER, "Dr Rao")
MOVED = Appointment(BOOKED.id, UUID(int=21), FIVE_PM, 30, "Cleaning", PROVIDER, "Dr Rao", version=2)
CANCELLED = Appointment(
    BOOKED.id, MOVED.slot_id, FIVE_PM, 30, "Cleaning", PROVIDER, "Dr Rao", "cancelled", 3
)
AFTERNOONS = Preferences("afternoon", ("Tuesday",))


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


STARTED = Started(START, PRACTICE, "web")
IDENTIFIED = Did(
    at(12), "identify_user", {}, Identified(Caller(NUMBER, "Priya", is_new=True)), "call_1"
)
OFFERED = Did(
    at(20),
    "fetch_slots",
    {"appointment_date": "2026-01-27"},
    Offered(SlotQuery(), (SLOT,)),
    "call_2",
)
REFUSED = Did(
    at(30),
    "book_appointment",
    {"slot": "B"},
    Refused("slot_taken", "I'm sorry, that time has just been taken."),
    "call_3",
)
BOOKING = Did(at(40), "book_appointment", {"slot": "A"}, Booked(BOOKED, AFTERNOONS), "call_4")
MOVING = Did(
    at(50),
    "modify_appointment",
    {"appointment": "A", "slot": "A"},
    Moved(MOVED, TWO_PM, AFTERNOONS),
    "call_5",
)
CANCELLING = Did(at(60), "cancel_appointment", {"appointment": "A"}, Cancelled(CANCELLED), "call_6")

CALL: tuple[CallEvent, ...] = (
    STARTED,
    AgentSaid(at(1), "Lotus Dental Care, this is Meera.", Question("anything")),
    UserSaid(at(5), "I want to book an appointment"),
    UserSaid(at(6), ""),
    Keyed(at(10), "8860141821#"),
    IDENTIFIED,
    AgentSaid(at(14), "Thank you, Priya. When", cut=True),
    UserSaid(at(18), "Tomorrow at two"),
    OFFERED,
    Silence(at(25), 5.0),
    REFUSED,
    BOOKING,
    AgentSaid(at(45), "You are booked for Tuesday, January 27 at 2:00 PM."),
    Did(at(110), "end_conversation", {}, Ending(), "call_7"),
    Ended(at(120.4), "goodbye"),
)
