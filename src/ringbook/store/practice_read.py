"""Reads a practice as a call sees it: the applied file, with the ids of its rows."""

from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from ringbook.domain.language_words import NAMES
from ringbook.domain.model import (
    Closure,
    Emergency,
    ExtraHours,
    Faq,
    Identity,
    OpenRange,
    Policies,
    Practice,
    Provider,
    Service,
)
from ringbook.practice import PracticeFile
from ringbook.practice.form import PoliciesForm, ProviderForm, ServiceForm
from ringbook.store.pool import Connection, Params, select

__all__ = ["Tenant", "practice_of", "tenants"]

PROVIDERS = """
SELECT id, name FROM providers WHERE tenant_id = %(tenant)s AND is_active ORDER BY position
"""
SERVICES = """
SELECT id, name FROM services WHERE tenant_id = %(tenant)s AND is_active ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Tenant:
    """A row of `tenants`; `profile` is the practice file as it was applied, `logo` its image's
    digest where the query asks for it."""

    id: UUID
    profile: dict[str, Any]
    logo: str | None = None

    @property
    def file(self) -> PracticeFile:
        return PracticeFile.model_validate(self.profile | {"languages": _known(self.profile)})


def _known(profile: dict[str, Any]) -> list[str]:
    """The languages of a profile; one that an earlier version let in unchecked is left out."""
    return [code for code in profile.get("languages", ()) if code in NAMES] or ["en"]


@dataclass(frozen=True, slots=True)
class _Named:
    id: UUID
    name: str


async def tenants(connection: Connection, sql: LiteralString, params: Params = ()) -> list[Tenant]:
    """The tenants that a query for `id` and `profile` finds."""
    return await select(connection, Tenant, sql, params)


async def practice_of(connection: Connection, tenant: Tenant) -> Practice:
    """The practice, complete."""
    params = {"tenant": tenant.id}
    providers = {p.name: p.id for p in await select(connection, _Named, PROVIDERS, params)}
    services = {s.name: s.id for s in await select(connection, _Named, SERVICES, params)}
    file = tenant.file
    return Practice(
        tenant_id=tenant.id,
        slug=file.slug,
        name=file.name,
        timezone=file.timezone,
        opening_hours=_week(file),
        services=tuple(_service(s, services[s.name]) for s in file.services),
        providers=tuple(_provider(p, providers[p.name]) for p in file.providers),
        phone_region=file.phone_region,
        languages=file.languages,
        greeting=file.branding.greeting,
        agent_name=file.branding.agent_name,
        color=file.branding.color,
        voice=file.branding.voice,
        logo=tenant.logo,
        address=file.address,
        phone_numbers=file.phone_numbers,
        hand_over_hours=file.hand_over.hours if file.hand_over else "opening_hours",
        extra_hours=tuple(ExtraHours(extra.date, extra.hours) for extra in file.extra_hours),
        hand_over_phone=file.hand_over.phone if file.hand_over else None,
        slot_minutes=file.slot_minutes,
        closures=tuple(Closure(c.first, c.last, c.reason) for c in file.closures),
        policies=_policies(file.policies),
        faq=tuple(Faq(f.question, f.answer) for f in file.faq),
        emergency=Emergency(file.emergency.words, file.emergency.line) if file.emergency else None,
    )


def _week(file: PracticeFile) -> tuple[tuple[OpenRange, ...], ...]:
    return tuple(file.opening_hours.on(weekday) or () for weekday in range(7))


def _service(form: ServiceForm, service_id: UUID) -> Service:
    return Service(
        id=service_id,
        name=form.name,
        duration_minutes=form.duration_minutes,
        aliases=form.aliases,
        price=form.price,
        buffer_before_minutes=form.buffer_before_minutes,
        buffer_after_minutes=form.buffer_after_minutes,
        min_notice_minutes=form.min_notice_minutes,
        max_days_ahead=form.max_days_ahead,
        daily_cap=form.daily_cap,
        rooms=form.rooms,
    )


def _provider(form: ProviderForm, provider_id: UUID) -> Provider:
    off = tuple(Closure(days.first, days.last) for days in form.time_off)  # why is their own
    return Provider(provider_id, form.name, form.aliases, off)


def _policies(form: PoliciesForm) -> Policies:
    identity = Identity(**form.identity.model_dump())
    return Policies(**form.model_dump(exclude={"identity"}), identity=identity)
