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
-- go together. Needs the diary's lock alone, so that no booking can come between. New cells are made
-- in the order of their key, and not with ON CONFLICT: both halve the time.
CREATE FUNCTION make_cells(p_tenant uuid, p_providers uuid[], p_starts timestamptz[], p_minutes integer[],
  p_open_until timestamptz[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  zone text := (SELECT timezone FROM tenants WHERE id = p_tenant);
  written bigint;
BEGIN
  PERFORM set_config('app.making_cells', 'on', true);
  WITH wanted AS MATERIALIZED (
    SELECT w.*, w.starts_at + make_interval(mins => w.minutes) AS ends_at,
           NOT EXISTS (SELECT FROM appointments a
                        WHERE a.provider_id = w.provider_id AND a.status = 'scheduled'
                          AND a.busy && tstzrange(w.starts_at, w.starts_at + make_interval(mins => w.minutes))) AS is_free
      FROM unnest(p_providers, p_starts, p_minutes, p_open_until) w (provider_id, starts_at, minutes, open_until)
  ), opened AS (
    UPDATE slots s SET is_open = true, source = 'hours', open_until = w.open_until, ends_at = w.ends_at,
           duration_minutes = w.minutes, is_available = w.is_free
      FROM wanted w
     WHERE s.tenant_id = p_tenant AND s.provider_id = w.provider_id AND s.starts_at = w.starts_at
    RETURNING 1
  ), made AS (
    INSERT INTO slots (tenant_id, provider_id, slot_date, slot_time, duration_minutes, is_available, starts_at,
      ends_at, open_until, source)
    SELECT p_tenant, w.provider_id, (w.starts_at AT TIME ZONE zone)::date, (w.starts_at AT TIME ZONE zone)::time,
           w.minutes, w.is_free, w.starts_at, w.ends_at, w.open_until, 'hours'
      FROM wanted w
     WHERE NOT EXISTS (SELECT FROM slots s
                        WHERE s.tenant_id = p_tenant AND s.provider_id = w.provider_id
                          AND s.starts_at = w.starts_at)
     ORDER BY w.provider_id, w.starts_at
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM opened) + (SELECT count(*) FROM made) INTO written;
  PERFORM set_config('app.making_cells', '', true);
  RETURN written;
END $$;
REVOKE EXECUTE ON FUNCTION make_cells FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION make_cells TO service_role, ringbook_app;

-- The provider's key says it already: (tenant_id, provider_id) is one of providers, whose tenant there is.
ALTER TABLE slots DROP CONSTRAINT slots_tenant_id_fkey;

-- As before, but never made part of the query around it: joined to slots once more, it was looked through
-- for each of them where the planner believed that there are none.
CREATE OR REPLACE FUNCTION cells_over(p_tenant uuid, p_provider uuid, p_busy tstzrange) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 8 AS $$
BEGIN
  RETURN QUERY SELECT s.id FROM slots s
   WHERE s.tenant_id = p_tenant AND s.provider_id = p_provider
     AND s.starts_at > lower(p_busy) - interval '1 day' AND s.starts_at < upper(p_busy)
     AND s.ends_at > lower(p_busy);
END $$;

-- As before, with the cells named first (see lock_cells).
CREATE OR REPLACE FUNCTION appointments_touch_cells() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  cells uuid[] := ARRAY(
    SELECT cells_over(OLD.tenant_id, OLD.provider_id, OLD.busy)
     WHERE TG_OP <> 'INSERT' AND OLD.status = 'scheduled'
    UNION
    SELECT cells_over(NEW.tenant_id, NEW.provider_id, NEW.busy)
     WHERE TG_OP <> 'DELETE' AND NEW.status = 'scheduled');
BEGIN
  UPDATE slots SET is_available = is_available WHERE id = ANY (cells);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hold_appointment(p_tenant uuid, p_contact text, p_appointment uuid, p_slot uuid)
RETURNS appointments LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  seen appointments;
  held appointments;
  s slots;
BEGIN
  SELECT * INTO seen FROM appointments
   WHERE tenant_id = p_tenant AND contact_number = p_contact AND id = p_appointment;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM diary_lock(p_tenant, false);
  SELECT * INTO s FROM slots WHERE tenant_id = p_tenant AND id = p_slot;
  PERFORM lock_cells(ARRAY(
    SELECT cells_over(p_tenant, seen.provider_id, seen.busy)
    UNION
    SELECT cells_over(p_tenant, s.provider_id, wanted_time(s, seen.duration_minutes,
      seen.buffer_before_minutes, seen.buffer_after_minutes))));
  SELECT * INTO held FROM appointments WHERE id = p_appointment FOR NO KEY UPDATE;
  IF held.slot_id <> seen.slot_id OR held.contact_number <> seen.contact_number THEN
    RAISE serialization_failure USING MESSAGE = 'the appointment changed meanwhile';
  END IF;
  RETURN held;
END $$;
