"""The instructions of a large model, as a file to read; `RINGBOOK_SNAPSHOT=write` makes it anew."""

import os
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from ringbook.agent.prompt import instructions
from ringbook.domain.model import (
    Closure,
    Faq,
    OpenRange,
    Policies,
    Practice,
    Provider,
    Service,
)

ID = UUID(int=1)
MORNING, AFTERNOON = OpenRange(time(9), time(13)), OpenRange(time(14), time(18))
PRACTICE = Practice(
    tenant_id=ID,
    slug="oak",
    name="Oak Street Dental",
    timezone="America/New_York",
    opening_hours=(*((MORNING, AFTERNOON),) * 5, (MORNING,), ()),
    services=(Service(ID, "Check-up", 30, price=Decimal("60.00")), Service(ID, "Filling", 90)),
    providers=(Provider(ID, "Dr. Rao"), Provider(ID, "Dr. Nair")),
    address="14 Oak Street",
    closures=(Closure(date(2026, 12, 24), date(2026, 12, 26), "Christmas"),),
    policies=Policies(
        min_notice_minutes=120,
        max_days_ahead=60,
        cancel_notice_minutes=1440,
        late_change="allow_with_fee",
        late_change_fee=Decimal("25.00"),
    ),
    faq=(Faq("Is there parking?", "Yes, in the basement."),),
)
NOW = datetime(2026, 1, 27, 1, 30, tzinfo=UTC)
SNAPSHOT = Path(__file__).parent / "prompt.txt"


def test_the_prompt_is_as_it_was_read_and_agreed_to() -> None:
    made = instructions(PRACTICE, NOW) + "\n"
    if os.environ.get("RINGBOOK_SNAPSHOT") == "write":
        SNAPSHOT.write_text(made)
    assert made == SNAPSHOT.read_text()


def test_only_its_last_line_changes_from_call_to_call() -> None:
    first = instructions(PRACTICE, NOW).splitlines()
    later = instructions(PRACTICE, NOW + timedelta(hours=30)).splitlines()
    assert first[:-1] == later[:-1]
    assert first[-1] != later[-1]


def test_the_day_is_that_of_the_practice() -> None:
    assert "Monday, January 26 at 8:30 PM" in instructions(PRACTICE, NOW).splitlines()[-1]
