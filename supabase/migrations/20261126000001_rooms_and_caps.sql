-- Rooms, and how many of a service a day may hold. Both are places that several providers share, so
-- that no cell of one provider's grid can stand for them.

CREATE TABLE rooms (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenants,
  name text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, name)
);
CREATE TRIGGER z_touch BEFORE UPDATE ON rooms FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();

CREATE TABLE service_rooms (
  tenant_id uuid NOT NULL,
  service_id uuid NOT NULL,
  room_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, service_id, room_id),
  FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id),
  FOREIGN KEY (tenant_id, room_id) REFERENCES rooms (tenant_id, id)
);
COMMENT ON TABLE service_rooms IS 'Where a service may be done. A service with no row here needs no room.';
CREATE INDEX service_rooms_by_room ON service_rooms (tenant_id, room_id);

ALTER TABLE services ADD COLUMN daily_cap integer CHECK (daily_cap >= 1);
COMMENT ON COLUMN services.daily_cap IS 'How many may be scheduled on one local day; NULL: as many as fit.';

ALTER TABLE appointments ADD COLUMN room_id uuid,
  ADD FOREIGN KEY (tenant_id, room_id) REFERENCES rooms (tenant_id, id);
COMMENT ON COLUMN appointments.room_id IS 'Given by the write that schedules it; kept when it is cancelled.';
ALTER TABLE appointments ADD CONSTRAINT appointments_one_in_a_room
  EXCLUDE USING gist (room_id WITH =, busy WITH &&) WHERE (status = 'scheduled' AND room_id IS NOT NULL);
-- What a day holds: for caps, and to find who has most room.
CREATE INDEX appointments_of_a_day ON appointments (tenant_id, appointment_date, provider_id)
  INCLUDE (id, service_id, duration_minutes) WHERE status = 'scheduled';

-- ---- what is left of them ------------------------------------------------------------------------

-- True when a local day holds all that it may of a service. What is moved within its day adds nothing.
CREATE FUNCTION day_is_full(p_tenant uuid, p_service uuid, p_day date, p_moving uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT v.daily_cap IS NOT NULL AND (
    SELECT count(*) >= v.daily_cap AND bool_or(a.id = p_moving) IS NOT TRUE FROM appointments a
     WHERE a.tenant_id = p_tenant AND a.appointment_date = p_day AND a.service_id = p_service
       AND a.status = 'scheduled')
    FROM services v WHERE v.tenant_id = p_tenant AND v.id = p_service
$$;

CREATE FUNCTION needs_room(p_tenant uuid, p_service uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM service_rooms WHERE tenant_id = p_tenant AND service_id = p_service)
$$;

-- A room that is free all the time: the one it has already, else the one that the fewest services
-- could want instead.
CREATE FUNCTION free_room(p_tenant uuid, p_service uuid, p_busy tstzrange, p_moving uuid, p_present uuid)
RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT r.id
    FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id AND r.id = sr.room_id
   WHERE sr.tenant_id = p_tenant AND sr.service_id = p_service AND r.is_active
     AND NOT EXISTS (SELECT FROM appointments a
                      WHERE a.room_id = r.id AND a.status = 'scheduled' AND a.busy && p_busy
                        AND a.id IS DISTINCT FROM p_moving)
   ORDER BY r.id IS DISTINCT FROM p_present,
            (SELECT count(*) FROM service_rooms o WHERE o.tenant_id = r.tenant_id AND o.room_id = r.id),
            r.position
   LIMIT 1
$$;

-- Why there is no place for a service on that day and in that time, or NULL when there is one.
CREATE FUNCTION place_refusal(p_tenant uuid, p_service uuid, p_day date, p_busy tstzrange, p_moving uuid)
RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT CASE
    WHEN day_is_full(p_tenant, p_service, p_day, p_moving) THEN 'day_full'
    WHEN needs_room(p_tenant, p_service)
     AND free_room(p_tenant, p_service, p_busy, p_moving, NULL) IS NULL THEN 'no_room' END
$$;

-- ---- where a write asks --------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION slot_refusal(p_tenant uuid, p_slot uuid, p_service uuid, p_minutes integer, p_before integer,
  p_after integer, p_now timestamptz, p_moving uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
DECLARE
  s slots;
  rule record;
BEGIN
  SELECT * INTO s FROM slots WHERE tenant_id = p_tenant AND id = p_slot;
  IF NOT FOUND THEN RETURN 'slot_not_found'; END IF;
  SELECT make_interval(mins => coalesce(v.min_notice_minutes, t.min_notice_minutes)) AS notice,
         coalesce(v.max_days_ahead, t.max_days_ahead) AS horizon,
         (p_now AT TIME ZONE t.timezone)::date AS today,
         v.is_active AND EXISTS (SELECT FROM service_providers sp JOIN providers p USING (tenant_id)
           WHERE sp.tenant_id = p_tenant AND sp.service_id = p_service AND sp.provider_id = s.provider_id
             AND p.id = s.provider_id AND p.is_active) AS performed
    INTO rule
    FROM tenants t JOIN services v ON v.tenant_id = t.id
   WHERE t.id = p_tenant AND v.id = p_service;
  IF NOT FOUND OR NOT rule.performed THEN RETURN 'slot_not_found'; END IF;
  IF s.starts_at <= p_now THEN RETURN 'slot_in_past'; END IF;
  IF s.starts_at < p_now + rule.notice THEN RETURN 'too_short_notice'; END IF;
  IF s.slot_date > rule.today + rule.horizon THEN RETURN 'too_far_ahead'; END IF;
  IF NOT s.is_open OR s.starts_at + make_interval(mins => p_minutes) > s.open_until THEN
    RETURN 'outside_opening_hours';
  END IF;
  IF EXISTS (SELECT FROM appointments a
      WHERE a.provider_id = s.provider_id AND a.status = 'scheduled' AND a.id IS DISTINCT FROM p_moving
        AND a.busy && wanted_time(s, p_minutes, p_before, p_after)) THEN
    RETURN 'slot_taken';
  END IF;
  RETURN place_refusal(p_tenant, p_service, s.slot_date,
    tstzrange(s.starts_at - make_interval(mins => p_before),
              s.starts_at + make_interval(mins => p_minutes + p_after)), p_moving);
END $$;

-- The last lock of a write: rooms and caps are counted by one at a time in a practice, and only where
-- the service has any. Who waits here holds its cells already, and locks nothing after.
CREATE FUNCTION places_lock(p_tenant uuid, p_service uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM services v WHERE v.tenant_id = p_tenant AND v.id = p_service
                    AND (v.daily_cap IS NOT NULL OR needs_room(p_tenant, p_service))) THEN
    RETURN false;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_tenant::text, 1));
  RETURN true;
END $$;

-- SECURITY DEFINER, so that whoever may write an appointment needs no right to count those of others.
CREATE OR REPLACE FUNCTION appointments_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  refusal text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.service_id := coalesce(NEW.service_id,
      (SELECT id FROM services WHERE tenant_id = NEW.tenant_id AND is_active ORDER BY position LIMIT 1));
    SELECT coalesce(NEW.duration_minutes, duration_minutes),
           coalesce(NEW.buffer_before_minutes, buffer_before_minutes),
           coalesce(NEW.buffer_after_minutes, buffer_after_minutes)
      INTO NEW.duration_minutes, NEW.buffer_before_minutes, NEW.buffer_after_minutes
      FROM services WHERE tenant_id = NEW.tenant_id AND id = NEW.service_id;
    IF NOT FOUND THEN
      RAISE foreign_key_violation USING MESSAGE = 'no such service in this practice';
    END IF;
  ELSE
    NEW.version := OLD.version + 1;
  END IF;
  SELECT provider_id, slot_date, slot_time, starts_at
    INTO NEW.provider_id, NEW.appointment_date, NEW.appointment_time, NEW.starts_at
    FROM slots WHERE tenant_id = NEW.tenant_id AND id = NEW.slot_id;
  IF NOT FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = 'no such slot in this practice';
  END IF;
  NEW.ends_at := NEW.starts_at + make_interval(mins => NEW.duration_minutes);
  NEW.busy := tstzrange(NEW.starts_at - make_interval(mins => NEW.buffer_before_minutes),
                        NEW.ends_at + make_interval(mins => NEW.buffer_after_minutes));
  IF NEW.status <> 'scheduled' THEN RETURN NEW; END IF;
  IF NOT places_lock(NEW.tenant_id, NEW.service_id) THEN
    NEW.room_id := NULL;
    RETURN NEW;
  END IF;
  refusal := place_refusal(NEW.tenant_id, NEW.service_id, NEW.appointment_date, NEW.busy, NEW.id);
  NEW.room_id := free_room(NEW.tenant_id, NEW.service_id, NEW.busy, NEW.id, NEW.room_id);
  IF refusal IS NOT NULL AND TG_OP = 'UPDATE' THEN
    RAISE exclusion_violation USING MESSAGE = 'the last place has just been taken: ' || refusal;
  ELSIF refusal IS NOT NULL THEN
    -- ON CONFLICT DO NOTHING, which bookings are written with, forgives nothing but a key that is there
    NEW.id := (SELECT id FROM appointments WHERE tenant_id = NEW.tenant_id LIMIT 1);
  END IF;
  RETURN NEW;
END $$;

-- Rooms for what was booked before its service had any, in order of time, as far as there are some:
-- a change of the practice's file moves nobody. Needs the diary's lock, alone. Returns how many got none.
CREATE FUNCTION give_rooms(p_tenant uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  a appointments;
  room uuid;
  lacking integer := 0;
BEGIN
  FOR a IN SELECT * FROM appointments WHERE tenant_id = p_tenant AND status = 'scheduled' AND room_id IS NULL
      AND ends_at > p_now AND needs_room(p_tenant, service_id) ORDER BY starts_at LOOP
    room := free_room(p_tenant, a.service_id, a.busy, a.id, NULL);
    UPDATE appointments SET room_id = room WHERE id = a.id AND room IS NOT NULL;
    lacking := lacking + (room IS NULL)::integer;
  END LOOP;
  RETURN lacking;
END $$;

-- ---- who may -------------------------------------------------------------------------------------

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rooms', 'service_rooms'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT ON %I TO voice_agent, ringbook_app', t);
    EXECUTE format('CREATE POLICY one_practice ON %I TO voice_agent USING (tenant_id = (SELECT current_tenant()))'
      ' WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('CREATE POLICY every_practice ON %I TO ringbook_app USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT INSERT, UPDATE ON rooms TO ringbook_app;
GRANT INSERT, DELETE ON service_rooms TO ringbook_app;
REVOKE EXECUTE ON FUNCTION day_is_full, needs_room, free_room, place_refusal, places_lock, give_rooms
  FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION place_refusal, give_rooms TO service_role, ringbook_app;
-- Finding the openings of a move reads with it, which no role but the owner could.
GRANT EXECUTE ON FUNCTION cells_over TO voice_agent, service_role, ringbook_app;
