-- The diary: callers, cells of time, appointments and their history.

CREATE TABLE users (
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  -- E.164, or the pseudonym that erasure leaves: a hash of a phone number could be guessed
  contact_number text NOT NULL CHECK (contact_number ~ '^(\+[1-9][0-9]{6,14}|erased:[0-9a-f]{32})$'),
  name text,
  erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, contact_number),
  CHECK ((erased_at IS NOT NULL) = (contact_number LIKE 'erased:%'))
);

CREATE TABLE slots (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  provider_id uuid NOT NULL,
  slot_date date NOT NULL,
  slot_time time NOT NULL,
  duration_minutes integer NOT NULL DEFAULT 30 CHECK (duration_minutes BETWEEN 5 AND 1440),
  is_available boolean NOT NULL DEFAULT true,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  open_until timestamptz NOT NULL DEFAULT 'infinity',
  is_open boolean NOT NULL DEFAULT true,
  source text NOT NULL DEFAULT 'given' CHECK (source IN ('hours', 'given')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, provider_id, starts_at),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES providers (tenant_id, id)
);
COMMENT ON TABLE slots IS 'One cell of a provider''s grid: a time at which something may start.';
COMMENT ON COLUMN slots.slot_date IS 'The practice''s wall clock, as said aloud; starts_at is the instant, and what is compared.';
COMMENT ON COLUMN slots.is_available IS 'Derived by one trigger: open, and nothing scheduled (buffers included) overlaps the cell. To block a cell set is_open.';
COMMENT ON COLUMN slots.open_until IS 'End of the opening range that this cell is part of: a service must end by then, its buffers need not.';
COMMENT ON COLUMN slots.source IS 'hours: made from opening hours and rolled forward. given: brought in by a preload or by hand.';
-- Finding openings reads only this index and the rows that it will offer.
CREATE INDEX slots_free ON slots (tenant_id, starts_at, slot_time, provider_id) WHERE is_available;

CREATE TABLE appointments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  contact_number text NOT NULL,
  slot_id uuid NOT NULL,
  appointment_date date NOT NULL,
  appointment_time time NOT NULL,
  duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  status text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'cancelled', 'completed', 'no_show')),
  notes text,
  provider_id uuid NOT NULL,
  service_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  buffer_before_minutes integer NOT NULL,
  buffer_after_minutes integer NOT NULL,
  busy tstzrange NOT NULL,
  request_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_number) REFERENCES users ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, slot_id) REFERENCES slots (tenant_id, id),
  FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id)
);
COMMENT ON COLUMN appointments.busy IS 'The provider''s time that it takes, buffers included.';
CREATE UNIQUE INDEX appointments_one_live_per_slot ON appointments (slot_id) WHERE status = 'scheduled';
-- Created after the unique index on purpose: constraints are checked in that order, and the usual
-- conflict (the same cell) is cheaper to find in a btree.
ALTER TABLE appointments ADD CONSTRAINT appointments_no_overlap
  EXCLUDE USING gist (provider_id WITH =, busy WITH &&) WHERE (status = 'scheduled');
CREATE UNIQUE INDEX appointments_request ON appointments (tenant_id, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX appointments_by_user ON appointments (tenant_id, contact_number, starts_at DESC);
CREATE INDEX appointments_due ON appointments (starts_at) WHERE status = 'scheduled';

CREATE TABLE appointment_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  event text NOT NULL CHECK (event IN ('booked', 'modified', 'cancelled', 'completed', 'no_show', 'rebooked')),
  old_slot_id uuid,
  new_slot_id uuid,
  session_id text,
  request_id uuid,
  at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointments (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE appointment_events IS 'History of an appointment, and the outbox that reminders and calendars read.';
CREATE INDEX appointment_events_by_appointment ON appointment_events (tenant_id, appointment_id);
CREATE INDEX appointment_events_by_session ON appointment_events (tenant_id, session_id);

-- The cells that a stretch of a provider's time touches. A cell lasts a day at most, which bounds
-- the part of the index that is read.
CREATE FUNCTION cells_over(p_tenant uuid, p_provider uuid, p_busy tstzrange) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT s.id FROM slots s
   WHERE s.tenant_id = p_tenant AND s.provider_id = p_provider
     AND s.starts_at > lower(p_busy) - interval '1 day' AND s.starts_at < upper(p_busy)
     AND s.ends_at > lower(p_busy)
$$;

-- Wall clock and instant of a cell, each from the other. A local time that the clocks skip is
-- refused; one that happens twice means the first, unless the instant itself is given.
CREATE FUNCTION slots_place() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  zone text := (SELECT timezone FROM tenants WHERE id = NEW.tenant_id);
  wall timestamp;
BEGIN
  IF NEW.starts_at IS NULL OR (TG_OP = 'UPDATE' AND NEW.starts_at = OLD.starts_at
      AND (NEW.slot_date, NEW.slot_time) <> (OLD.slot_date, OLD.slot_time)) THEN
    wall := NEW.slot_date + NEW.slot_time;
    -- Postgres reads a doubled time as the later one; an hour before the wall clock is still single
    NEW.starts_at := least(wall AT TIME ZONE zone, (wall - interval '1 hour') AT TIME ZONE zone + interval '1 hour');
    IF NEW.starts_at AT TIME ZONE zone <> wall THEN  -- zones that change by half an hour
      NEW.starts_at := wall AT TIME ZONE zone;
    END IF;
    IF NEW.starts_at AT TIME ZONE zone <> wall THEN
      RAISE EXCEPTION 'local time % does not exist in % (clocks go forward)', wall, zone
        USING ERRCODE = 'datetime_field_overflow';
    END IF;
  END IF;
  wall := NEW.starts_at AT TIME ZONE zone;
  NEW.slot_date := wall::date;
  NEW.slot_time := wall::time;
  NEW.ends_at := NEW.starts_at + make_interval(mins => NEW.duration_minutes);
  RETURN NEW;
END $$;
CREATE TRIGGER a_place BEFORE INSERT OR UPDATE OF tenant_id, slot_date, slot_time, starts_at, duration_minutes
  ON slots FOR EACH ROW EXECUTE FUNCTION slots_place();

-- The only writer of is_available.
CREATE FUNCTION slots_availability() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.is_available := NEW.is_open AND NOT EXISTS (
    SELECT FROM appointments a
     WHERE a.provider_id = NEW.provider_id AND a.status = 'scheduled'
       AND a.busy && tstzrange(NEW.starts_at, NEW.ends_at));
  RETURN NEW;
END $$;
CREATE TRIGGER b_availability BEFORE INSERT OR UPDATE ON slots
  FOR EACH ROW EXECUTE FUNCTION slots_availability();

-- An appointment takes its time and provider from its cell and, when new, its length from its service.
CREATE FUNCTION appointments_place() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
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
  RETURN NEW;
END $$;
CREATE TRIGGER a_place BEFORE INSERT OR UPDATE OF slot_id, status, duration_minutes,
    buffer_before_minutes, buffer_after_minutes ON appointments
  FOR EACH ROW EXECUTE FUNCTION appointments_place();

-- Wakes the trigger above for the cells whose availability may have changed: one statement a write.
CREATE FUNCTION appointments_touch_cells() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE slots SET is_available = is_available WHERE id IN (
    SELECT cell FROM cells_over(OLD.tenant_id, OLD.provider_id, OLD.busy) cell
     WHERE TG_OP <> 'INSERT' AND OLD.status = 'scheduled'
    UNION
    SELECT cell FROM cells_over(NEW.tenant_id, NEW.provider_id, NEW.busy) cell
     WHERE TG_OP <> 'DELETE' AND NEW.status = 'scheduled');
  RETURN NULL;
END $$;
CREATE TRIGGER b_cells AFTER INSERT OR DELETE OR UPDATE OF slot_id, status, duration_minutes,
    buffer_before_minutes, buffer_after_minutes ON appointments
  FOR EACH ROW EXECUTE FUNCTION appointments_touch_cells();

-- Session, request and instant come from the writing function, for this transaction only; a change
-- made by hand has none, and the server's clock.
CREATE FUNCTION appointments_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  changed text := CASE
    WHEN TG_OP = 'INSERT' THEN CASE NEW.status WHEN 'scheduled' THEN 'booked' ELSE NEW.status END
    WHEN OLD.status = NEW.status THEN 'modified'
    WHEN NEW.status = 'scheduled' THEN 'rebooked'
    ELSE NEW.status END;
BEGIN
  INSERT INTO appointment_events (tenant_id, appointment_id, event, old_slot_id, new_slot_id, session_id, request_id, at)
  VALUES (NEW.tenant_id, NEW.id, changed, CASE WHEN TG_OP = 'UPDATE' THEN OLD.slot_id END, NEW.slot_id,
          nullif(current_setting('app.session_id', true), ''),
          nullif(current_setting('app.request_id', true), '')::uuid,
          coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()));
  RETURN NULL;
END $$;
CREATE TRIGGER c_history AFTER INSERT ON appointments
  FOR EACH ROW EXECUTE FUNCTION appointments_history();
CREATE TRIGGER c_history_of_change AFTER UPDATE OF slot_id, status ON appointments FOR EACH ROW
  WHEN ((OLD.slot_id, OLD.status) IS DISTINCT FROM (NEW.slot_id, NEW.status))
  EXECUTE FUNCTION appointments_history();

CREATE TRIGGER z_touch BEFORE UPDATE ON users FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER z_touch BEFORE UPDATE ON slots FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER z_touch BEFORE UPDATE ON appointments FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();
