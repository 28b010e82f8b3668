"""What `ringbook erase` does."""

import getpass

import typer

from ringbook.cli.running import e164, instant, one_practice, run
from ringbook.config import Settings
from ringbook.domain.phone import masked
from ringbook.store import callers
from ringbook.store.pool import Database
from ringbook.store.unsaved import bring_back, forget_unsaved, unsaved_calls

__all__ = ["erase"]


def erase(number: str, slug: str | None, sure: bool, now: str | None) -> None:
    async def work(db: Database) -> None:
        one = await one_practice(db, slug)
        contact = e164(number, one)
        if not sure:
            typer.confirm(f"Erase the caller {masked(contact)} of {one.name}?", abort=True)
        kept = unsaved_calls(Settings().home())
        await bring_back(db, kept)  # the database forgets those calls like all others
        by, at = getpass.getuser(), instant(now)
        proof = await callers.erase_caller(db, one.tenant_id, contact, by, at)
        files = await forget_unsaved(kept, one.tenant_id, contact)
        if proof is None and not files:
            typer.echo("nothing is known of this number", err=True)
            raise typer.Exit(1)
        typer.echo(_erased(proof, files))

    run(work)


def _erased(proof: callers.Erasure | None, files: int) -> str:
    said = "erased"
    if proof is not None:
        said += (
            f" (proof {proof.id}): {proof.appointments_cancelled} appointments cancelled, "
            f"{proof.logs_scrubbed} calls scrubbed"
        )
    return f"{said}, {files} unsaved calls deleted" if files else said
