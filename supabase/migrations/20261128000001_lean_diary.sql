-- A large diary is written as fast as a small one: a booking touches few pages that it is the first to touch
-- since a checkpoint, and a year of cells is added at the end of each index instead of all over it.

-- UUIDs of version 7: milliseconds since 1970, the place among those made together, then 60 bits hashed from a
-- random seed: a seed for each would take five times as long. Rows that are made together lie together in
-- every index that begins with it. It says when a row was made, which is no secret to whom the id is shown,
-- and nobody can guess one. Postgres has these itself only from 18 on.
CREATE FUNCTION time_ordered_id(p_milliseconds bigint, p_place bigint, p_seed text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(((p_milliseconds + p_place / 4096) << 16) | x'7000'::bigint | (p_place % 4096)), 16, '0')
          || '8' || left(md5(p_seed || p_place::text), 15))::uuid
$$;
CREATE FUNCTION time_ordered_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT time_ordered_id((date_part('epoch', clock_timestamp()) * 1000)::bigint, 0, gen_random_uuid()::text)
$$;
REVOKE EXECUTE ON FUNCTION time_ordered_id(), time_ordered_id(bigint, bigint, text) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION time_ordered_id(), time_ordered_id(bigint, bigint, text) TO service_role, ringbook_app;
ALTER TABLE slots ALTER COLUMN id SET DEFAULT time_ordered_id();
ALTER TABLE appointments ALTER COLUMN id SET DEFAULT time_ordered_id();

-- Postgres 18 builds these by sorting and fills every page to the brim, so that after a restore each
-- booking splits one. Built this way they keep the room that fillfactor asks for.
ALTER INDEX appointments_no_overlap SET (buffering = on);
ALTER INDEX appointments_one_in_a_room SET (buffering = on);

-- As before, in a language that keeps its plan: it is asked several times a booking.
CREATE OR REPLACE FUNCTION who_asks(p_tenant uuid, p_moving uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  owner text;
BEGIN
  IF p_moving IS NOT NULL THEN
    SELECT contact_number INTO owner FROM appointments WHERE tenant_id = p_tenant AND id = p_moving;
  END IF;
  RETURN coalesce(owner, nullif(current_setting('app.caller', true), ''));
END $$;

-- As before, for less: each wish meets what is there once, bookings are looked for only where a provider
-- has any, and new cells are made day by day, which is how they are rolled forward and booked.
CREATE OR REPLACE FUNCTION make_cells(p_tenant uuid, p_providers uuid[], p_starts timestamptz[], p_minutes integer[],
  p_open_until timestamptz[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public SET work_mem = '64MB' AS $$
DECLARE
  zone text := (SELECT timezone FROM tenants WHERE id = p_tenant);
  since bigint := date_part('epoch', clock_timestamp()) * 1000;
  seed text := gen_random_uuid();
  written bigint;
BEGIN
  PERFORM set_config('app.making_cells', 'on', true);
  WITH engaged AS MATERIALIZED (
    SELECT p.id FROM providers p
     WHERE p.tenant_id = p_tenant AND EXISTS (
       SELECT FROM appointments a WHERE a.provider_id = p.id AND a.status = 'scheduled'
          AND a.busy && tstzrange((SELECT min(s) FROM unnest(p_starts) s), NULL))
  ), wanted AS MATERIALIZED (
    SELECT w.*, w.starts_at + make_interval(mins => w.minutes) AS ends_at, w.starts_at AT TIME ZONE zone AS wall,
           NOT (w.provider_id IN (SELECT id FROM engaged) AND EXISTS (
             SELECT FROM appointments a
              WHERE a.provider_id = w.provider_id AND a.status = 'scheduled'
                AND a.busy && tstzrange(w.starts_at, w.starts_at + make_interval(mins => w.minutes)))) AS is_free
      FROM unnest(p_providers, p_starts, p_minutes, p_open_until) w (provider_id, starts_at, minutes, open_until)
  ), opened AS (
    UPDATE slots s SET is_open = true, source = 'hours', open_until = w.open_until, ends_at = w.ends_at,
           duration_minutes = w.minutes, is_available = w.is_free
      FROM wanted w
     WHERE s.tenant_id = p_tenant AND s.provider_id = w.provider_id AND s.starts_at = w.starts_at
    RETURNING 1
  ), new AS (
    SELECT w.*, row_number() OVER (ORDER BY w.wall::date, w.provider_id, w.starts_at) - 1 AS place
      FROM wanted w
     WHERE NOT EXISTS (SELECT FROM slots s
                        WHERE s.tenant_id = p_tenant AND s.provider_id = w.provider_id
                          AND s.starts_at = w.starts_at)
  ), made AS (
    INSERT INTO slots (id, tenant_id, provider_id, slot_date, slot_time, duration_minutes, is_available, starts_at,
      ends_at, open_until, source)
    SELECT time_ordered_id(since, n.place, seed), p_tenant, n.provider_id, n.wall::date, n.wall::time, n.minutes,
           n.is_free, n.starts_at, n.ends_at, n.open_until, 'hours'
      FROM new n ORDER BY n.place
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM opened) + (SELECT count(*) FROM made) INTO written;
  PERFORM set_config('app.making_cells', '', true);
  RETURN written;
END $$;
