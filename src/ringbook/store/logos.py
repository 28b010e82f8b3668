"""The practices' logos: written with the practice, read for its page."""

from uuid import UUID

from ringbook.practice import PracticeFile
from ringbook.practice.logo import Logo
from ringbook.store.pool import Connection, Database

__all__ = ["logo_of", "write_logo"]

# A file that names a logo and comes without it (from `practice show`) keeps the one there is.
WRITE = """
UPDATE tenants SET logo = %(image)s, logo_type = %(media_type)s
 WHERE id = %(tenant)s AND (logo, logo_type) IS DISTINCT FROM (%(image)s, %(media_type)s)
"""
READ = """
SELECT logo_type AS media_type, logo AS image FROM tenants
 WHERE slug = %(slug)s AND logo IS NOT NULL
"""


async def write_logo(connection: Connection, tenant: UUID, file: PracticeFile) -> None:
    """Brings the stored logo in line with a practice file."""
    if file.branding.logo is not None and file.logo is None:
        return
    image, kind = (file.logo.image, file.logo.media_type) if file.logo else (None, None)
    await connection.execute(WRITE, {"tenant": tenant, "image": image, "media_type": kind})


async def logo_of(db: Database, slug: str) -> Logo | None:
    """The logo of a practice; None where there is none."""
    found = await db.rows(Logo, READ, {"slug": slug})
    return found[0] if found else None
