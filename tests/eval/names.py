"""Names by local ears: `python -m tests.eval.names` says and spells them in noise, and counts.

What was heard is kept in `tests/unit/data/names_heard.jsonl`, where tests of matching read it.
Half of the names, by a hash, are for tuning; the others are only counted.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import typer
from tests.eval.aloud import aloud
from tests.eval.ears import Ears, in_noise
from tests.eval.report import NAMES, PAGE, write
from tests.eval.say import letters

from ringbook.agent.providers import models
from ringbook.agent.providers.whisper import Whisper
from ringbook.config import Settings
from ringbook.dialogue.state.identity import NameTry, same_name, tier
from ringbook.domain.model import Caller
from ringbook.domain.names import read_name

__all__ = ["FULL_NAMES", "HEARD", "Heard", "common_names", "proven", "stored", "strictly"]

DATA: Final = Path(__file__).parents[1] / "unit" / "data"
HEARD: Final = DATA / "names_heard.jsonl"
FULL_NAMES: Final = (
    *("Ravi Kumar", "Priya Shah", "Anita Desai", "Sunil Mehta", "Fatima Khan", "Arjun Nair"),
    *("Lakshmi Iyer", "Vikram Singh", "Deepak Patel", "Meera Rao", "Sanjay Gupta"),
    *("Kavita Reddy", "Rahul Banerjee", "Pooja Agarwal", "Luis Hernandez", "Maria Gonzalez"),
    *("Carlos Ramirez", "Sofia Morales", "Javier Ortiz", "Guadalupe Reyes", "Miguel Castillo"),
    *("Ana Delgado", "Diego Fuentes", "Ximena Vargas", "Tom Baker", "Hannah Clarke"),
    *("Grace Miller", "Chloe Bennett", "Oliver Wright", "Margaret Thompson"),
    *("George Whitfield", "Emily Carter", "Daniel Foster", "Rebecca Lawson", "Niamh Byrne"),
    *("Siobhan Kelly", "Cormac Doyle", "Aoife Murphy", "Eoin Gallagher", "Sean O'Brien"),
    *("Wei Zhang", "Yuki Tanaka", "Nguyen Linh", "Min-jun Park", "Amina Yusuf"),
    *("Kwame Mensah", "Olga Ivanova", "Piotr Nowak", "Ingrid Larsen", "Giovanni Rossi"),
)
DECIBELS: Final = 15.0

type Way = Literal["introduced", "alone", "spelled"]
WAYS: Final[tuple[Way, ...]] = ("introduced", "alone", "spelled")
ORDERS: Final[tuple[tuple[Way, ...], ...]] = (
    ("introduced",),
    ("alone",),
    ("spelled",),
    ("introduced", "spelled"),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A name, how it was said, and what the recogniser wrote: "" where it was not sure enough."""

    name: str
    way: Way
    heard: str

    @property
    def split(self) -> str:
        return "seen" if sha256(f"name {self.name}".encode()).digest()[0] < 128 else "unseen"


def main() -> None:
    """Hears all names again, and prints how many prove their record."""
    heard = asyncio.run(_hear(Ears(Whisper(models.resolve_whisper(Settings())))))
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in heard]
    HEARD.write_text("\n".join([*lines, ""]))
    write(PAGE, table(heard), NAMES)
    print(table(heard))  # noqa: T201 - the result


async def _hear(ears: Ears) -> list[Heard]:
    return [
        Heard(name, way, await ears.hear(in_noise(aloud(_said(name, way)), DECIBELS, name + way)))
        for name in FULL_NAMES
        for way in WAYS
    ]


def _said(name: str, way: Way) -> str:
    return {"introduced": f"It's {name}", "alone": name, "spelled": letters(name)}[way]


def stored() -> list[Heard]:
    """What was heard when the command ran last."""
    return [Heard(**json.loads(line)) for line in HEARD.read_text().splitlines()]


def common_names() -> list[str]:
    """Over a thousand full names of common first names and surnames, all different."""
    firsts, lasts = (DATA / "common_names.txt").read_text().split("\n\n")
    first = [word for line in firsts.splitlines() if line[0] != "#" for word in line.split()]
    last = lasts.split()
    return [f"{name} {last[7 * n % len(last)]}" for n, name in enumerate(first)]


def proven(answers: Sequence[str], known: str) -> bool:
    """Whether a call in which these were the answers knows the caller as `known`."""
    tries = [NameTry(said, read_name(said, asked=True)) for said in answers]
    return tier(Caller("+12125550123", known), tries, None, new=False) == "matched"


def strictly(answers: Sequence[str], known: str) -> bool:
    """The same by what is read as a name alone, letter for letter but for a slip."""
    names = [read_name(said, asked=True) for said in answers]
    return any(same_name(name, known) for name in names if name is not None)


def table(heard: Sequence[Heard]) -> str:
    """Markdown: names proven by each way of saying them, in each half."""
    rows = ["| heard | half | names | by letters alone | as heard |", "|---" * 5 + "|"]
    for split in ("seen", "unseen"):
        some = [one for one in heard if one.split == split]
        names = {one.name: {o.way: o.heard for o in some if o.name == one.name} for one in some}
        for ways in ORDERS:
            pairs = [([said[way] for way in ways], name) for name, said in names.items()]
            before = sum(strictly(answers, name) for answers, name in pairs)
            now = sum(proven(answers, name) for answers, name in pairs)
            rows.append(f"| {', then '.join(ways)} | {split} | {len(pairs)} | {before} | {now} |")
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    typer.run(main)
