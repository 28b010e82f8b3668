"""What calls cost, added up by day, by provider or by practice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, LiteralString

from ringbook.store.pool import Database

__all__ = ["CostRow", "View", "costs"]

type View = Literal["day", "provider", "practice"]

# All calls count, also those that are running, that were interrupted, or whose caller was erased.
# A day is one at the call's own practice.
CALLS: LiteralString = """
WITH call AS (
  SELECT l.id, t.slug, (l.created_at AT TIME ZONE t.timezone)::date AS day,
         coalesce(l.duration_seconds, 0) AS seconds, l.usage,
         coalesce(l.cost_breakdown, '{}') AS cost
    FROM conversation_logs l JOIN tenants t ON t.id = l.tenant_id
   WHERE (%(slug)s::text IS NULL OR t.slug = %(slug)s)
), wanted AS (
  SELECT * FROM call WHERE (%(since)s::date IS NULL OR day >= %(since)s)
                       AND (%(until)s::date IS NULL OR day <= %(until)s)
)
"""
SUMS: LiteralString = """
       count(*) AS calls, sum(seconds) AS seconds,
       coalesce(sum((cost ->> 'stt')::numeric), 0) AS stt,
       coalesce(sum((cost ->> 'llm_input')::numeric), 0) AS llm_input,
       coalesce(sum((cost ->> 'llm_output')::numeric), 0) AS llm_output,
       coalesce(sum((cost ->> 'tts')::numeric), 0) AS tts,
       coalesce(sum((cost ->> 'avatar')::numeric), 0) AS avatar,
       coalesce(jsonb_agg(cost -> 'unpriced') FILTER (WHERE cost ? 'unpriced'), '[]') AS unpriced
  FROM wanted
"""
BY_DAY: LiteralString = f"{CALLS} SELECT day::text AS label, {SUMS} GROUP BY day ORDER BY day"
BY_PRACTICE: LiteralString = f"{CALLS} SELECT slug AS label, {SUMS} GROUP BY slug ORDER BY slug"
# A call counts once for each provider that it used. The lines are `agent.usage.Spent.usage`.
BY_PROVIDER: LiteralString = f"""
{CALLS}, used AS (
  SELECT w.id, w.seconds, coalesce(line ->> 'provider', 'not recorded') AS provider,
         sum((line ->> 'cost')::numeric) FILTER (WHERE line ->> 'meter' = 'stt') AS stt,
         sum((line ->> 'cost')::numeric)
           FILTER (WHERE line ->> 'meter' IN ('llm_input', 'llm_cached')) AS llm_input,
         sum((line ->> 'cost')::numeric) FILTER (WHERE line ->> 'meter' = 'llm_output')
           AS llm_output,
         sum((line ->> 'cost')::numeric) FILTER (WHERE line ->> 'meter' = 'tts') AS tts,
         sum((line ->> 'cost')::numeric) FILTER (WHERE line ->> 'meter' = 'avatar') AS avatar,
         jsonb_agg(concat_ws('/', line ->> 'provider', nullif(line ->> 'model', '')))
           FILTER (WHERE line -> 'cost' = 'null') AS unpriced
    FROM wanted w LEFT JOIN LATERAL jsonb_array_elements(w.usage -> 'lines') line ON true
   GROUP BY w.id, w.seconds, provider
)
SELECT provider AS label, count(*) AS calls, sum(seconds) AS seconds,
       coalesce(sum(stt), 0) AS stt, coalesce(sum(llm_input), 0) AS llm_input,
       coalesce(sum(llm_output), 0) AS llm_output, coalesce(sum(tts), 0) AS tts,
       coalesce(sum(avatar), 0) AS avatar,
       coalesce(jsonb_agg(unpriced) FILTER (WHERE unpriced IS NOT NULL), '[]') AS unpriced
  FROM used GROUP BY provider ORDER BY lower(provider) COLLATE "C"
"""  # noqa: S608 - put together from literals only
VIEWS: Mapping[View, LiteralString] = {
    "day": BY_DAY,
    "provider": BY_PROVIDER,
    "practice": BY_PRACTICE,
}


@dataclass(frozen=True, slots=True)
class CostRow:
    """US dollars; `unpriced` are the models without a price, a list for each call that used one."""

    label: str
    calls: int
    seconds: int
    stt: Decimal
    llm_input: Decimal
    llm_output: Decimal
    tts: Decimal
    avatar: Decimal
    unpriced: list[list[str]] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return self.stt + self.llm_input + self.llm_output + self.tts + self.avatar

    @property
    def models_unpriced(self) -> list[str]:
        """Their names, each once."""
        return sorted({name for names in self.unpriced for name in names})


async def costs(
    db: Database,
    by: View,
    *,
    slug: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[CostRow]:
    """One row for each day, provider or practice that had a call, in order.

    `since` and `until` are included, as days at each call's practice; None: all.
    """
    params = {"slug": slug, "since": since, "until": until}
    return await db.rows(CostRow, VIEWS[by], params)
