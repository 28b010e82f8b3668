"""What `ringbook calls` does."""

import typer

from ringbook.cli.running import one_practice, run
from ringbook.domain.model import Practice
from ringbook.domain.phone import masked
from ringbook.store import calls as call_store
from ringbook.store.pool import Database

__all__ = ["calls"]


def calls(slug: str | None, limit: int) -> None:
    async def work(db: Database) -> None:
        one = await one_practice(db, slug)
        for call in await call_store.recent_calls(db, one.tenant_id, limit):
            typer.echo(_call_line(call, one))

    run(work)


def _call_line(call: call_store.CallRow, practice: Practice) -> str:
    when = f"{call.created_at.astimezone(practice.zone):%Y-%m-%d %H:%M}"
    who = masked(call.contact_number) if call.contact_number else "-"
    ended = call.end_reason or "running"
    lasted = "-" if call.duration_seconds is None else f"{call.duration_seconds} s"
    did = ", ".join(call.did) or "-"
    felt = [f"frustration: {call.frustration}"] if call.frustration else []
    return "  ".join([call.session_id, when, who, ended, lasted, did, *felt, *_stopped(call)])


def _stopped(call: call_store.CallRow) -> list[str]:
    """What the claim guard kept from being said, if anything."""
    kinds = [f"{s['claim']} ({s['why']}) {s['count']}" for s in call.claims.get("stopped", [])]
    return [f"stopped: {', '.join(kinds)}"] if kinds else []
