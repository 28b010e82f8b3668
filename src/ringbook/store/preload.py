"""Writes a preload file: times on offer, callers and appointments that a practice already has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from psycopg import errors

from ringbook.domain.model import Practice, Provider, Service
from ringbook.errors import PracticeInvalid
from ringbook.practice import PreloadAppointment, PreloadFile, PreloadSlot
from ringbook.practice.preload import Row
from ringbook.store.diary import lock_diary, roll
from ringbook.store.pool import Connection, select
from ringbook.store.practice_read import tenants

__all__ = ["write_preload"]

# A name learned in a call is not overwritten by an older list.
UPSERT_USER = """
INSERT INTO users (tenant_id, contact_number, name) VALUES (%(tenant)s, %(contact)s, %(name)s)
ON CONFLICT (tenant_id, contact_number) DO UPDATE SET name = EXCLUDED.name
  WHERE users.name IS NULL AND EXCLUDED.name IS NOT NULL
"""
WHO_DOES_WHAT = """
SELECT service_id, provider_id FROM service_providers WHERE tenant_id = %(tenant)s
"""
TENANT = "SELECT id, profile FROM tenants WHERE id = %(tenant)s"
SLOTS_FROM_HOURS = """
UPDATE tenants SET slots_from_hours = %(from_hours)s
 WHERE id = %(tenant)s AND slots_from_hours <> %(from_hours)s
"""
CLOSE_GIVEN = """
UPDATE slots s SET is_open = false
 WHERE s.tenant_id = %(tenant)s AND s.source = 'given' AND s.is_open
   AND NOT EXISTS (SELECT FROM appointments a WHERE a.slot_id = s.id)
"""
# Cells that a live appointment of the file brought stay, or a second time would differ.
CLOSE_OTHERS = """
UPDATE slots s SET is_open = false WHERE s.tenant_id = %(tenant)s AND s.is_open
   AND NOT EXISTS (SELECT FROM unnest(%(providers)s::uuid[], %(starts)s::timestamptz[])
                     kept (provider_id, starts_at)
                    WHERE kept.provider_id = s.provider_id AND kept.starts_at = s.starts_at)
   AND s.id NOT IN (SELECT e.new_slot_id FROM appointments a
                      JOIN appointment_events e ON e.tenant_id = a.tenant_id
                                               AND e.appointment_id = a.id AND e.event = 'booked'
                     WHERE a.tenant_id = %(tenant)s AND a.request_id = ANY (%(requests)s::uuid[]))
"""
# Not bounded by opening hours: a given start holds any service that meets no other appointment.
OPEN_GIVEN = """
INSERT INTO slots (tenant_id, provider_id, starts_at, duration_minutes, source)
SELECT %(tenant)s, provider_id, starts_at, %(minutes)s, 'given'
  FROM unnest(%(providers)s::uuid[], %(starts)s::timestamptz[]) given (provider_id, starts_at)
ON CONFLICT (tenant_id, provider_id, starts_at) DO UPDATE SET
  is_open = true, source = 'given', open_until = 'infinity'
  WHERE (slots.is_open, slots.source, slots.open_until) IS DISTINCT FROM (true, 'given', 'infinity')
"""
# The appointment's own cell; while it is scheduled the cell counts as open: cancelled, it is free.
OWN_SLOT = """
INSERT INTO slots (tenant_id, provider_id, starts_at, duration_minutes, is_open, open_until)
VALUES (%(tenant)s, %(provider)s, %(start)s, %(minutes)s, %(live)s, %(end)s)
ON CONFLICT (tenant_id, provider_id, starts_at) DO UPDATE SET
  is_open = slots.is_open OR EXCLUDED.is_open,
  open_until = greatest(slots.open_until, EXCLUDED.open_until)
  WHERE EXCLUDED.is_open AND NOT (slots.is_open AND slots.open_until >= EXCLUDED.open_until)
"""
ALREADY_THERE = (
    "SELECT id FROM appointments WHERE tenant_id = %(tenant)s AND request_id = %(request)s"
)
BUSY = """
SELECT provider_id AS id FROM appointments
 WHERE tenant_id = %(tenant)s AND status = 'scheduled' AND busy && tstzrange(%(from)s, %(until)s)
"""
APPOINTMENT = """
INSERT INTO appointments (tenant_id, contact_number, slot_id, service_id, status, request_id,
                          attendee)
SELECT %(tenant)s, %(contact)s, id, %(service)s, %(status)s, %(request)s, %(attendee)s FROM slots
 WHERE tenant_id = %(tenant)s AND provider_id = %(provider)s AND starts_at = %(start)s
"""


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Does:
    service_id: UUID
    provider_id: UUID


@dataclass(frozen=True, slots=True)
class _Place:
    """A provider's time."""

    provider_id: UUID
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class _Import:
    """An appointment to bring in; `providers` are those who may have it, the likeliest first."""

    row: PreloadAppointment
    service: Service
    providers: tuple[Provider, ...]
    starts_at: datetime
    request_id: UUID

    @property
    def live(self) -> bool:
        return self.row.status == "scheduled"


async def write_preload(
    connection: Connection, practice: Practice, preload: PreloadFile, now: datetime
) -> None:
    """Writes the file; needs a transaction.

    Raises:
        PracticeInvalid: a row breaks a rule; the message names it.
    """
    await lock_diary(connection, practice.tenant_id)
    does = await select(connection, _Does, WHO_DOES_WHAT, {"tenant": practice.tenant_id})
    imports = list(_imports(practice, preload.appointments, does))
    await _write_users(connection, practice, preload)
    if preload.slots is None:
        await _offer_hours(connection, practice, now)
    else:
        given = list(_given(practice, preload.slots, does))
        await _offer_only(connection, practice, given, imports)
    for appointment in imports:
        await _write_appointment(connection, practice, appointment)


async def _write_users(connection: Connection, practice: Practice, preload: PreloadFile) -> None:
    names = {row.contact_number: row.name for row in preload.users}
    for number in {row.contact_number for row in preload.appointments} - names.keys():
        names[number] = None
    for number, name in names.items():
        row = {"tenant": practice.tenant_id, "contact": number, "name": name}
        await connection.execute(UPSERT_USER, row)


# ---- times on offer ---------------------------------------------------------------------------


async def _offer_hours(connection: Connection, practice: Practice, now: datetime) -> None:
    params = {"tenant": practice.tenant_id, "from_hours": True}
    if (await connection.execute(SLOTS_FROM_HOURS, params)).rowcount:
        await connection.execute(CLOSE_GIVEN, params)
        await roll(connection, (await tenants(connection, TENANT, params))[0], now)


async def _offer_only(
    connection: Connection, practice: Practice, given: list[_Place], imports: list[_Import]
) -> None:
    row = _columns(given) | {
        "tenant": practice.tenant_id,
        "minutes": practice.slot_minutes,
        "from_hours": False,
        "requests": [i.request_id for i in imports if i.live],
    }
    for sql in (SLOTS_FROM_HOURS, CLOSE_OTHERS, OPEN_GIVEN):
        await connection.execute(sql, row)


def _columns(places: list[_Place]) -> dict[str, object]:
    return {
        "providers": [place.provider_id for place in places],
        "starts": [place.starts_at for place in places],
    }


def _given(practice: Practice, rows: Sequence[PreloadSlot], does: list[_Does]) -> Iterator[_Place]:
    """A provider for each row: the named one, else the first who has no cell at that time yet."""
    default = _performing(practice, practice.services[0], does)
    anybody = (*default, *(p for p in practice.providers if p not in default))
    taken: set[_Place] = set()
    for row in sorted(rows, key=lambda row: row.provider is None):
        start = _instant(practice, row, row.start)
        named = [_named(row, "provider", row.provider, practice.providers)] if row.provider else []
        choices = [_Place(p.id, start) for p in named or anybody]
        place = next((c for c in choices if c not in taken), None)
        if place is None:
            raise PracticeInvalid(f"{row.place}: start: this time is there already")
        taken.add(place)
        yield place


# ---- appointments -----------------------------------------------------------------------------


def _imports(
    practice: Practice, rows: Sequence[PreloadAppointment], does: list[_Does]
) -> Iterator[_Import]:
    seen: Counter[str] = Counter()
    for row in rows:
        service = practice.services[0]
        if row.service:
            service = _named(row, "service", row.service, practice.services)
        start = _instant(practice, row, row.start)
        facts = (
            f"{row.contact_number}|{start.isoformat()}|{service.name}|{row.provider}|{row.status}"
        )
        facts += f"|{row.attendee}" if row.attendee else ""
        seen[facts] += 1
        request = uuid5(practice.tenant_id, f"preload|{facts}|{seen[facts]}")
        yield _Import(row, service, _may_have(practice, row, service, does), start, request)


def _may_have(
    practice: Practice, row: PreloadAppointment, service: Service, does: list[_Does]
) -> tuple[Provider, ...]:
    performing = _performing(practice, service, does)
    if row.provider is None:
        return performing
    provider = _named(row, "provider", row.provider, practice.providers)
    if provider not in performing:
        allowed = ", ".join(p.name for p in performing)
        raise PracticeInvalid(f"{row.place}: provider: {service.name} is done by: {allowed}")
    return (provider,)


async def _write_appointment(connection: Connection, practice: Practice, new: _Import) -> None:
    key = {"tenant": practice.tenant_id, "request": new.request_id}
    if await select(connection, _Id, ALREADY_THERE, key):
        return
    provider = await _free_provider(connection, practice, new)
    lasts = timedelta(minutes=new.service.duration_minutes)
    row = key | {
        "provider": provider.id,
        "start": new.starts_at,
        "end": new.starts_at + lasts,
        "minutes": new.service.duration_minutes,
        "live": new.live,
        "contact": new.row.contact_number,
        "service": new.service.id,
        "status": new.row.status,
        "attendee": new.row.attendee,
    }
    try:
        await connection.execute(OWN_SLOT, row)
        await connection.execute(APPOINTMENT, row)
    except (errors.UniqueViolation, errors.ExclusionViolation):
        place = new.row.place
        message = f"{place}: start: {provider.name} has another appointment then, buffers included"
        raise PracticeInvalid(message) from None


async def _free_provider(connection: Connection, practice: Practice, new: _Import) -> Provider:
    if not new.live or len(new.providers) == 1:
        return new.providers[0]
    before = timedelta(minutes=new.service.buffer_before_minutes)
    after = timedelta(minutes=new.service.duration_minutes + new.service.buffer_after_minutes)
    span = {"from": new.starts_at - before, "until": new.starts_at + after}
    busy = await select(connection, _Id, BUSY, {"tenant": practice.tenant_id, **span})
    taken = {row.id for row in busy}
    return next((p for p in new.providers if p.id not in taken), new.providers[0])


# ---- rows -------------------------------------------------------------------------------------


def _performing(
    practice: Practice, service: Service, does: Iterable[_Does]
) -> tuple[Provider, ...]:
    who = {d.provider_id for d in does if d.service_id == service.id}
    return tuple(p for p in practice.providers if p.id in who)


def _named[T: Service | Provider](row: Row, field: str, name: str, known: Sequence[T]) -> T:
    for one in known:
        names: tuple[str, ...] = (one.name, *one.aliases)
        if name.casefold() in {n.casefold() for n in names}:
            return one
    allowed = ", ".join(k.name for k in known)
    raise PracticeInvalid(f"{row.place}: {field}: {name!r} is not one of: {allowed}")


def _instant(practice: Practice, row: Row, wall: datetime) -> datetime:
    """The instant of a local time; of a doubled one, the first."""
    instant = wall.replace(tzinfo=practice.zone).astimezone(UTC)
    if instant.astimezone(practice.zone).replace(tzinfo=None) != wall:
        raise PracticeInvalid(f"{row.place}: start: the clocks skip {wall:%Y-%m-%dT%H:%M} here")
    return instant
