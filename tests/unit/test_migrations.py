"""The package ships exactly the migrations of `supabase/migrations`."""

from pathlib import Path

from ringbook.store import migrate

REPOSITORY = Path(__file__).parents[2]


def test_the_package_has_every_migration_and_no_other() -> None:
    shipped = Path(migrate.__file__).with_name("migrations")
    ours = {p.name: p.read_text() for p in (REPOSITORY / "supabase" / "migrations").glob("*.sql")}
    assert ours
    assert {p.name: p.read_text() for p in shipped.glob("*.sql")} == ours


def test_migrations_have_their_own_versions_in_order() -> None:
    versions = [m.version for m in migrate.migrations()]
    assert versions == sorted(set(versions))
