"""The rooms of a practice file, and which services are done in them."""

from datetime import datetime
from uuid import UUID

from ringbook.practice import PracticeFile
from ringbook.store.pool import Connection

__all__ = ["give_rooms", "write_rooms"]

# Appointments point at rooms: one that the file no longer names is kept, but not given out.
RETIRE_ROOMS = """
UPDATE rooms SET is_active = false
 WHERE tenant_id = %(tenant)s AND is_active AND name <> ALL (%(names)s)
"""
UPSERT_ROOM = """
INSERT INTO rooms (tenant_id, name, position) VALUES (%(tenant)s, %(name)s, %(position)s)
ON CONFLICT (tenant_id, name) DO UPDATE SET position = EXCLUDED.position, is_active = true
"""
FORGET_WHERE = "DELETE FROM service_rooms WHERE tenant_id = %(tenant)s"
WHERE = """
INSERT INTO service_rooms (tenant_id, service_id, room_id)
SELECT %(tenant)s, v.id, r.id FROM services v JOIN rooms r USING (tenant_id)
 WHERE v.tenant_id = %(tenant)s AND v.name = %(service)s AND r.name = ANY (%(rooms)s)
"""
GIVE_ROOMS = "SELECT give_rooms(%(tenant)s, %(now)s)"


async def write_rooms(connection: Connection, tenant: UUID, file: PracticeFile) -> None:
    """Writes the rooms and who uses them, after the services; needs a transaction."""
    key: dict[str, object] = {"tenant": tenant}
    await connection.execute(RETIRE_ROOMS, key | {"names": list(file.rooms)})
    for position, name in enumerate(file.rooms):
        await connection.execute(UPSERT_ROOM, key | {"name": name, "position": position})
    await connection.execute(FORGET_WHERE, key)
    for service in file.services:
        if service.rooms:
            where = {"service": service.name, "rooms": list(service.rooms)}
            await connection.execute(WHERE, key | where)


async def give_rooms(connection: Connection, tenant: UUID, now: datetime) -> None:
    """Gives a room to what was booked before its service needed one; needs the diary's lock."""
    await connection.execute(GIVE_ROOMS, {"tenant": tenant, "now": now})
