-- A year of cells for a large practice is a hundred thousand rows: made by one set, with what the row
-- triggers would have found out for each, which otherwise take most of the time.
--
-- Only make_cells sets app.making_cells, for its own statement. Who may write slots could set it too, and
-- would then answer for the derived columns; the agent's role may not write slots at all.
CREATE OR REPLACE TRIGGER a_place BEFORE INSERT OR UPDATE OF tenant_id, slot_date, slot_time, starts_at, duration_minutes
  ON slots FOR EACH ROW WHEN (current_setting('app.making_cells', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION slots_place();
CREATE OR REPLACE TRIGGER b_availability BEFORE INSERT OR UPDATE ON slots
  FOR EACH ROW WHEN (current_setting('app.making_cells', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION slots_availability();

-- Makes cells from opening hours, or opens them again; returns how many rows were written. The arrays
-- go together. Needs the diary's lock alone, so that no booking can come between.
CREATE FUNCTION make_cells(p_tenant uuid, p_providers uuid[], p_starts timestamptz[], p_minutes integer[],
  p_open_until timestamptz[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  zone text := (SELECT timezone FROM tenants WHERE id = p_tenant);
  written bigint;
BEGIN
  PERFORM set_config('app.making_cells', 'on', true);
  INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time, duration_minutes, is_available, starts_at, ends_at,
    open_until, source)
  SELECT p_tenant, w.provider_id, (w.starts_at AT TIME ZONE zone)::date, (w.starts_at AT TIME ZONE zone)::time,
         w.minutes,
         NOT EXISTS (SELECT FROM appointments a
                      WHERE a.provider_id = w.provider_id AND a.status = 'scheduled'
                        AND a.busy && tstzrange(w.starts_at, w.starts_at + make_interval(mins => w.minutes))),
         w.starts_at, w.starts_at + make_interval(mins => w.minutes), w.open_until, 'hours'
    FROM unnest(p_providers, p_starts, p_minutes, p_open_until) w (provider_id, starts_at, minutes, open_until)
  ON CONFLICT (tenant_id, provider_id, starts_at) DO UPDATE SET
    is_open = true, source = 'hours', open_until = EXCLUDED.open_until, ends_at = EXCLUDED.ends_at,
    duration_minutes = EXCLUDED.duration_minutes, is_available = EXCLUDED.is_available;
  GET DIAGNOSTICS written = ROW_COUNT;
  PERFORM set_config('app.making_cells', '', true);
  RETURN written;
END $$;
REVOKE EXECUTE ON FUNCTION make_cells FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION make_cells TO service_role, ringbook_app;

-- The provider's key says it already: (tenant_id, provider_id) is one of providers, whose tenant there is.
ALTER TABLE slots DROP CONSTRAINT slots_tenant_id_fkey;
