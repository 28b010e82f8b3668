"""What the claim guard judged and stopped, added up by day, by kind or by practice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, LiteralString

from ringbook.store.pool import Database

__all__ = ["ClaimRow", "View", "claim_counts"]

type View = Literal["day", "kind", "practice"]

# A day is one at the call's own practice. `claims` is `events.ClaimsView`; a call of before it was
# kept has none, and counts as one in which nothing was judged.
CALLS: LiteralString = """
WITH call AS (
  SELECT l.id, t.slug, (l.created_at AT TIME ZONE t.timezone)::date AS day, l.claims
    FROM conversation_logs l JOIN tenants t ON t.id = l.tenant_id
   WHERE (%(slug)s::text IS NULL OR t.slug = %(slug)s)
), wanted AS (
  SELECT * FROM call WHERE (%(since)s::date IS NULL OR day >= %(since)s)
                       AND (%(until)s::date IS NULL OR day <= %(until)s)
), stopped AS (
  SELECT w.id, s ->> 'claim' AS claim, s ->> 'why' AS why, (s ->> 'count')::int AS times
    FROM wanted w, LATERAL jsonb_array_elements(w.claims -> 'stopped') s
), judged AS (
  SELECT w.id, w.slug, w.day, coalesce((w.claims ->> 'sentences')::int, 0) AS sentences,
         coalesce((w.claims ->> 'checked')::int, 0) AS checked,
         coalesce((SELECT sum(times) FROM stopped s WHERE s.id = w.id), 0) AS stopped
    FROM wanted w
)
"""
SUMS: LiteralString = """
       count(*) AS calls, sum(sentences) AS sentences, sum(checked) AS checked,
       sum(stopped) AS stopped
  FROM judged
"""
BY_DAY: LiteralString = f"{CALLS} SELECT day::text AS label, {SUMS} GROUP BY day ORDER BY day"
BY_PRACTICE: LiteralString = f"{CALLS} SELECT slug AS label, {SUMS} GROUP BY slug ORDER BY slug"
BY_KIND: LiteralString = f"""
{CALLS} SELECT concat_ws(', ', claim, why) AS label, count(DISTINCT id) AS calls,
       0 AS sentences, 0 AS checked, sum(times) AS stopped
  FROM stopped GROUP BY claim, why ORDER BY sum(times) DESC, claim, why
"""  # noqa: S608 - put together from literals only
VIEWS: Mapping[View, LiteralString] = {"day": BY_DAY, "kind": BY_KIND, "practice": BY_PRACTICE}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """`stopped` of the `checked` claims, or of other sentences, were not spoken.

    By kind, `label` says what was claimed and why it was untrue, and sentences and claims are 0.
    """

    label: str
    calls: int
    sentences: int
    checked: int
    stopped: int


async def claim_counts(
    db: Database,
    by: View,
    *,
    slug: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[ClaimRow]:
    """One row for each day or practice that had a call, in order, or for each kind, most first.

    `since` and `until` are included, as days at each call's practice; None: all.
    """
    params = {"slug": slug, "since": since, "until": until}
    return await db.rows(ClaimRow, VIEWS[by], params)
