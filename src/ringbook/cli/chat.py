"""`ringbook chat`: the receptionist as text, for a person or line by line for a program."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from ringbook.cli.exits import exit_codes
from ringbook.cli.panels import START
from ringbook.config import Settings
from ringbook.errors import ConfigurationError

if TYPE_CHECKING:
    from ringbook.agent.text_lines import Input
    from ringbook.domain.model import Practice
    from ringbook.practice import PracticeFile, PreloadFile
    from ringbook.store.pool import Database

__all__ = ["register"]


class Brain(StrEnum):
    offline = "offline"
    auto = "auto"


@dataclass(frozen=True, slots=True)
class _Options:
    """What the command line asked for, already read and checked."""

    practice: "PracticeFile | None"
    preload: "PreloadFile | None"
    now: datetime | None
    caller_id: str | None
    brain: Brain


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command(rich_help_panel=START)(chat)


def chat(
    jsonl: Annotated[bool, typer.Option(help="One JSON object a line, both ways.")] = False,
    now: Annotated[str | None, typer.Option(help="Freeze the call's clock there.")] = None,
    practice: Annotated[Path | None, typer.Option(help="Apply this practice.yaml first.")] = None,
    preload: Annotated[Path | None, typer.Option(help="Bring in this preload file.")] = None,
    caller_id: Annotated[str | None, typer.Option(help="The caller's number, in E.164.")] = None,
    brain: Annotated[Brain, typer.Option(help="auto: a large model, if one is set up.")] = (
        Brain.auto
    ),
) -> None:
    """Talk to the receptionist in text, with the same tools and database as in a call.

    The practice is that of --practice, else the first that was applied. Ctrl-D hangs up. An
    instant is written with its offset, such as 2026-06-12T09:00:00-04:00.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    with exit_codes():
        options = _read_options(now, practice, preload, caller_id, brain)
        _hold(options, jsonl=jsonl)


def _read_options(
    now: str | None,
    practice: Path | None,
    preload: Path | None,
    caller_id: str | None,
    brain: Brain,
) -> _Options:
    from ringbook.practice import load_practice, load_preload

    return _Options(
        practice=load_practice(practice) if practice else None,
        preload=load_preload(preload) if preload else None,
        now=_instant(now) if now else None,
        caller_id=_e164(caller_id) if caller_id else None,
        brain=brain,
    )


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"--now {text!r} is not an ISO 8601 instant") from None
    if instant.tzinfo is None:
        raise ConfigurationError("--now needs an offset, as in 2026-06-12T09:00:00-04:00")
    return instant


def _e164(number: str) -> str:
    digits = number.removeprefix("+")
    if not (number.startswith("+") and digits.isdigit() and 7 <= len(digits) <= 15):
        raise ConfigurationError("--caller-id must be in E.164, as in +12125550123")
    return number


def _hold(options: _Options, *, jsonl: bool) -> None:
    from ringbook.agent.providers.chosen import check, webhook
    from ringbook.local.postgres import database

    settings = Settings()
    webhook(settings)  # half of one is an error before anything starts
    if options.brain is Brain.auto:
        check(settings)
    # The agent's framework takes long to load: let that happen while the database gets ready.
    threading.Thread(target=import_module, args=("ringbook.agent.text_call",)).start()
    with database(settings) as url:
        asyncio.run(_call(options, settings, url, jsonl=jsonl))


async def _call(options: _Options, settings: Settings, url: str, *, jsonl: bool) -> None:
    from ringbook.store.pool import open_database
    from ringbook.store.unsaved import bring_back, unsaved_calls

    async with open_database(url, min_size=1, max_size=2) as db:
        await bring_back(db, unsaved_calls(settings.home()))
        practice = await _prepare(db, options)
        await _converse(options, settings, db, practice, jsonl=jsonl)


async def _prepare(db: "Database", options: _Options) -> "Practice":
    """Bring in what the command line names, once, and give the practice that is called."""
    from ringbook.store import practices

    now = options.now or datetime.now(UTC)
    if options.practice is not None:
        practice = await practices.apply_practice(db, options.practice, now)
    else:
        practice = await practices.default_practice(db)
        await practices.roll_slots(db, practice, now)
    if options.preload is not None:
        await practices.apply_preload(db, practice, options.preload, now)
    return practice


async def _converse(
    options: _Options,
    settings: Settings,
    db: "Database",
    practice: "Practice",
    *,
    jsonl: bool,
) -> None:
    from ringbook.agent.call import Call
    from ringbook.agent.clock import CallClock
    from ringbook.agent.providers.chosen import webhook
    from ringbook.agent.session import model_chooser
    from ringbook.agent.text_call import TextCall
    from ringbook.cli.chat_io import Inputs
    from ringbook.messages import open_gateway
    from ringbook.store.unsaved import unsaved_calls

    clock = CallClock(options.now)
    model = model_chooser(settings) if options.brain is Brain.auto else None
    write, parse = _front(practice, jsonl=jsonl)
    unsaved = unsaved_calls(settings.home())
    async with open_gateway(webhook(settings)) as messages:
        call = Call(
            practice=practice, session_id=f"text-{uuid4()}", db=db, clock=clock,
            links=settings.booking_links(), messages=messages,
            languages=_languages(options, settings, practice),
        )  # fmt: skip
        text_call = TextCall(call, clock, write, unsaved, model, settings.ringbook_prices)
        await text_call.hold(Inputs(sys.stdin.fileno(), parse), options.caller_id)


def _languages(options: _Options, settings: Settings, practice: "Practice") -> tuple[str, ...]:
    from ringbook.agent.providers.call_languages import call_languages

    if options.brain is Brain.offline:
        return ("en",)
    return call_languages(settings, practice.languages, by_voice=False)


def _front(
    practice: "Practice", *, jsonl: bool
) -> "tuple[Callable[[dict[str, Any]], None], Callable[[bytes], Input | None]]":
    """How lines go out and come in: as JSON for a program, or on a person's terminal."""
    from rich.console import Console

    from ringbook.agent.text_lines import parse
    from ringbook.cli.chat_io import json_writer, own_stdout
    from ringbook.cli.chat_terminal import show_in, typed

    out = own_stdout()
    if jsonl:
        return json_writer(out), parse
    return show_in(Console(file=out), practice.agent_name), typed
