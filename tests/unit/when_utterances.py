"""Utterances with dates and times, and what each means."""

import datetime as dt
import json
from pathlib import Path
from typing import TypedDict
from zoneinfo import ZoneInfo

from ringbook.domain.when import When, read_when

DATA = Path(__file__).parent / "data"


class Utterance(TypedDict):
    id: str
    text: str
    date: str | None
    time: str | None
    alt_dates: list[str]
    alt_times: list[str]
    range: list[str] | None
    part: str | None
    now: str
    tz: str
    order: str


def utterances(name: str) -> list[Utterance]:
    lines = (DATA / name).read_text().splitlines()
    return [json.loads(line) for line in lines]


def read(utterance: Utterance) -> When:
    zone = ZoneInfo(utterance["tz"])
    now = dt.datetime.fromisoformat(utterance["now"]).replace(tzinfo=zone)
    return read_when(utterance["text"], now, zone, "MDY" if utterance["order"] == "MDY" else "DMY")
