"""The numbers at which practices are called: each is one practice's alone."""

from dataclasses import dataclass
from uuid import UUID

from ringbook.errors import PracticeInvalid
from ringbook.practice import PracticeFile
from ringbook.store.pool import Connection, select

__all__ = ["write_phone_numbers"]

GIVE_UP = """
DELETE FROM phone_numbers WHERE tenant_id = %(tenant)s AND number <> ALL (%(numbers)s)
"""
TAKE = """
INSERT INTO phone_numbers (number, tenant_id)
SELECT number, %(tenant)s FROM unnest(%(numbers)s::text[]) number ORDER BY number
ON CONFLICT (number) DO NOTHING
"""
OTHERS = """
SELECT n.number, t.slug FROM phone_numbers n JOIN tenants t ON t.id = n.tenant_id
 WHERE n.number = ANY (%(numbers)s) AND n.tenant_id <> %(tenant)s ORDER BY n.number
"""


@dataclass(frozen=True, slots=True)
class _Taken:
    number: str
    slug: str


async def write_phone_numbers(connection: Connection, tenant: UUID, file: PracticeFile) -> None:
    """Writes the numbers that the file names, and no others; needs a transaction.

    Raises:
        PracticeInvalid: one of them is another practice's.
    """
    row = {"tenant": tenant, "numbers": list(file.phone_numbers)}
    await connection.execute(GIVE_UP, row)
    await connection.execute(TAKE, row)
    if taken := await select(connection, _Taken, OTHERS, row):
        whose = "; ".join(f"{one.number} is already that of {one.slug!r}" for one in taken)
        raise PracticeInvalid(f"phone_numbers: {whose}")
