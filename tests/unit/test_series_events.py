"""What the page and the stored call know of a series."""

from datetime import datetime
from typing import cast

from tests.unit.dialogue.diary import Diary
from tests.unit.dialogue.maple import NOW, practice
from tests.unit.dialogue.series_talk import PRIYA_SAYS, SIX, booked
from tests.unit.dialogue.talk import Talk

from ringbook.agent.call import Call
from ringbook.agent.publish import Publisher
from ringbook.dialogue.state.call_events import CALL_EVENT, Did, Outcome
from ringbook.event_views import tool_data
from ringbook.events import EVENT, ProposalEvent, RingbookEvent
from ringbook.store.pool import Database

DAYS = ["2026-01-27", "2026-02-03", "2026-02-10", "2026-02-17", "2026-02-24", "2026-03-03"]


def proposals(talk: Talk) -> list[ProposalEvent]:
    """What the page is shown while the talk's events happen."""
    sent = list[RingbookEvent]()
    call = Call(
        practice=talk.diary.practice, session_id="test", db=cast(Database, None), clock=lambda: NOW
    )
    call.listeners.append(Publisher(call, sent.append).on_event)
    for event in talk.events:
        call.apply(event)
    return [event for event in sent if isinstance(event, ProposalEvent)]


def days(starts: list[datetime] | None, talk: Talk) -> list[str]:
    zone = talk.diary.practice.zone
    return [f"{start.astimezone(zone):%Y-%m-%d}" for start in starts or []]


def last(talk: Talk, tool: str) -> Outcome:
    return next(e.outcome for e in reversed(talk.events) if isinstance(e, Did) and e.tool == tool)


def test_the_read_back_shows_all_dates_and_goes_when_they_are_booked() -> None:
    talk = booked_now()
    shown = [p for p in proposals(talk) if p.action == "book"]
    assert [days(p.series, talk) for p in shown] == [DAYS]
    assert (shown[0].date, shown[0].time) == ("2026-01-27", "16:00")
    assert proposals(talk)[-1].action is None


def booked_now() -> Talk:
    talk = Talk(Diary(practice()))
    talk.says(SIX, *PRIYA_SAYS, "yes")
    return talk


def test_what_was_booked_is_listed_with_its_first() -> None:
    talk = booked_now()
    data = tool_data(last(talk, "book_appointment"), talk.diary.practice.zone)
    assert [view.date for view in data["series"]] == DAYS
    assert data["appointment"] == data["series"][0]


def test_a_look_up_shows_each_dates_slot() -> None:
    talk = booked_now()
    data = tool_data(last(talk, "fetch_slots"), talk.diary.practice.zone)
    assert [(slot.label, slot.date) for slot in data["slots"]] == [
        *zip("ABCDEF", DAYS, strict=True)
    ]


def test_a_cancelled_series_shows_what_will_be_gone() -> None:
    talk = booked()
    talk.says("please cancel all my appointments", *PRIYA_SAYS)
    shown = proposals(talk)[-1]
    assert (shown.action, days(shown.series, talk)) == ("cancel", DAYS)
    assert EVENT.validate_json(shown.model_dump_json()) == shown


def test_a_moved_series_shows_where_it_goes() -> None:
    talk = booked()
    talk.says("move the whole series to 3 pm", *PRIYA_SAYS)
    shown = proposals(talk)[-1]
    assert (shown.action, shown.time, days(shown.series, talk)) == ("move", "15:00", DAYS)
    talk.says("yes")
    data = tool_data(last(talk, "modify_appointment"), talk.diary.practice.zone)
    assert {view.time for view in data["series"]} == {"15:00"}
    assert f"{data['was'].astimezone(talk.diary.practice.zone):%H:%M}" == "16:00"


def test_the_events_of_a_series_survive_being_stored() -> None:
    talk = booked()
    talk.says("move the whole series to 3 pm", *PRIYA_SAYS, "yes")
    talk.says("please cancel that", "yes")
    for event in (*booked_now().events, *talk.events):
        assert CALL_EVENT.validate_json(CALL_EVENT.dump_json(event)) == event
