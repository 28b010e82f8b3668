"""What a change costs, and when it is not ours to make."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from ringbook.domain.late_change import forbidden, is_late, late_fee
from ringbook.domain.model import LateChange, Policies

NOW = datetime(2026, 1, 26, 10, 30, tzinfo=UTC)
DAY = timedelta(hours=24)


def policies(late_change: LateChange) -> Policies:
    fee = Decimal("25.00")
    return Policies(cancel_notice_minutes=1440, late_change=late_change, late_change_fee=fee)


def test_the_notice_ends_exactly_where_the_owner_says() -> None:
    assert not is_late(policies("allow"), NOW + DAY, NOW)
    assert is_late(policies("allow"), NOW + DAY - timedelta(seconds=1), NOW)


@pytest.mark.parametrize(
    ("rule", "not_ours", "fee"),
    [
        ("allow", False, None),
        ("refuse", True, None),
        ("ask_practice", True, None),
        ("allow_with_fee", False, Decimal("25.00")),
    ],
)
def test_only_late_changes_meet_the_rule(
    rule: LateChange, not_ours: bool, fee: Decimal | None
) -> None:
    late, early = NOW + timedelta(hours=1), NOW + DAY
    assert forbidden(policies(rule), late, NOW) is not_ours
    assert late_fee(policies(rule), late, NOW) == fee
    assert not forbidden(policies(rule), early, NOW)
    assert late_fee(policies(rule), early, NOW) is None
