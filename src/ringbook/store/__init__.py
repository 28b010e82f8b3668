"""Postgres: pool, named SQL, bookings, callers, the record of calls, migrations."""
