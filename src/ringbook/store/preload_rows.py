"""What the rows of a preload file name: services, people, instants; errors say which row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from ringbook.domain.model import Practice, Provider, Service
from ringbook.errors import PracticeInvalid
from ringbook.practice.preload import Row

__all__ = ["Does", "instant", "named", "performing"]


@dataclass(frozen=True, slots=True)
class Does:
    """A provider who does a service."""

    service_id: UUID
    provider_id: UUID


def performing(practice: Practice, service: Service, does: Iterable[Does]) -> tuple[Provider, ...]:
    """Who does the service, in the practice's order."""
    who = {d.provider_id for d in does if d.service_id == service.id}
    return tuple(p for p in practice.providers if p.id in who)


def named[T: Service | Provider](row: Row, field: str, name: str, known: Sequence[T]) -> T:
    """The service or provider called so, also by an alias.

    Raises:
        PracticeInvalid: there is none.
    """
    for one in known:
        names: tuple[str, ...] = (one.name, *one.aliases)
        if name.casefold() in {n.casefold() for n in names}:
            return one
    allowed = ", ".join(k.name for k in known)
    raise PracticeInvalid(f"{row.place}: {field}: {name!r} is not one of: {allowed}")


def instant(practice: Practice, row: Row, wall: datetime) -> datetime:
    """The instant of a local time; of a doubled one, the first.

    Raises:
        PracticeInvalid: the clocks skip it.
    """
    moment = wall.replace(tzinfo=practice.zone).astimezone(UTC)
    if moment.astimezone(practice.zone).replace(tzinfo=None) != wall:
        raise PracticeInvalid(f"{row.place}: start: the clocks skip {wall:%Y-%m-%dT%H:%M} here")
    return moment
