"""Practices for tests of visits: a salon, one that sells "Cut and colour", and a dental clinic."""

from dataclasses import replace

from tests.unit.dialogue.maple import practice, uid

from ringbook.domain.model import Practice, Provider, Service

MARIA = Provider(uid("maria"), "Maria", ())
JON = Provider(uid("jon"), "Jon", ())


def service(name: str, *aliases: str, minutes: int = 30) -> Service:
    return Service(uid("service", name), name, minutes, aliases)


CUTS = (
    service("Cut", "haircut"),
    service("Colour", "color", minutes=60),
    service("Trim"),
    service("Blow-dry", "blow dry", "blowdry"),
    service("Beard trim"),
    service("Highlights"),
)
CLINIC = (
    service("Check-up", "checkup", "exam"),
    service("Cleaning", "teeth cleaning"),
    service("Whitening"),
    service("Filling"),
)


def salon() -> Practice:
    return practice(name="Salon", services=CUTS, providers=(MARIA, JON), faq=())


PRACTICES = {
    "salon": salon(),
    "combo": replace(salon(), services=(*CUTS, service("Cut and colour", minutes=90))),
    "dental": practice(services=CLINIC),
}
