-- Recurring appointments. A series says how its appointments belong together; each of them is an
-- appointment like any other, booked, moved and cancelled by the same functions and rules.
--
-- Lock order as for a single write, over all of them at once: the practice's diary (shared), all
-- cells in id order, the caller, the appointments.

CREATE TABLE series (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  contact_number text NOT NULL,
  service_id uuid NOT NULL,
  provider_id uuid,
  rule text NOT NULL CHECK (rule ~ '^FREQ=(WEEKLY|MONTHLY)(;[A-Z]+=[A-Z0-9,+-]+)*;(COUNT|UNTIL)=[0-9TZ]+$'),
  request_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_number) REFERENCES users ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES providers (tenant_id, id)
);
COMMENT ON TABLE series IS 'A recurring appointment as it was asked for; its dates are the rows of appointments.';
COMMENT ON COLUMN series.rule IS 'RFC 5545 RRULE, in the practice''s time zone: the wall time is kept through clock changes.';
COMMENT ON COLUMN series.provider_id IS 'NULL: not the same person throughout.';
CREATE UNIQUE INDEX series_request ON series (tenant_id, request_id);
CREATE INDEX series_by_user ON series (tenant_id, contact_number);

ALTER TABLE appointments
  ADD COLUMN series_id uuid,
  ADD COLUMN series_position integer CHECK (series_position >= 1),
  ADD CONSTRAINT appointments_series_whole CHECK ((series_id IS NULL) = (series_position IS NULL)),
  ADD FOREIGN KEY (tenant_id, series_id) REFERENCES series (tenant_id, id);
CREATE UNIQUE INDEX appointments_in_series ON appointments (tenant_id, series_id, series_position)
  WHERE series_id IS NOT NULL;

-- What is open for a caller: a series counts once, however many dates it has. The one that is being
-- booked in this transaction does not stand in its own way.
CREATE OR REPLACE FUNCTION caller_refusal(p_tenant uuid, p_contact text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  -- locked, so that one caller's two bookings at once cannot both be the last that is allowed
  PERFORM FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'caller_not_identified'; END IF;
  IF (SELECT count(DISTINCT coalesce(series_id, id)) FROM appointments
       WHERE tenant_id = p_tenant AND contact_number = p_contact AND status = 'scheduled' AND starts_at > p_now
         AND (series_id IS NULL OR series_id IS DISTINCT FROM nullif(current_setting('app.series_id', true), '')::uuid))
     >= (SELECT open_bookings_per_caller FROM tenants WHERE id = p_tenant) THEN
    RETURN 'too_many_bookings';
  END IF;
  RETURN NULL;
END $$;

-- ---- finding --------------------------------------------------------------------------------

-- Why a cell of a series is not free, or NULL when it is. What moves along does not stand in the way.
CREATE FUNCTION series_slot_refusal(p_tenant uuid, p_slot uuid, p_service uuid, p_minutes integer,
  p_before integer, p_after integer, p_now timestamptz, p_moving uuid, p_along uuid[]) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
DECLARE
  refusal text := slot_refusal(p_tenant => p_tenant, p_slot => p_slot, p_service => p_service,
    p_minutes => p_minutes, p_before => p_before, p_after => p_after, p_now => p_now, p_moving => p_moving);
BEGIN
  IF refusal = 'slot_taken' AND cardinality(p_along) > 0 AND NOT EXISTS (
      SELECT FROM slots s JOIN appointments a ON a.provider_id = s.provider_id AND a.status = 'scheduled'
         AND a.busy && wanted_time(s, p_minutes, p_before, p_after)
       WHERE s.tenant_id = p_tenant AND s.id = p_slot AND a.id <> ALL (p_along)) THEN
    RETURN NULL;
  END IF;
  RETURN refusal;
END $$;

CREATE TYPE series_cell AS (slot_id uuid, starts_at timestamptz, provider_id uuid, provider text);
CREATE TYPE series_found AS (
  n bigint, day date, local_time time, refusal text, duration_minutes integer, cell series_cell, other series_cell);

-- For each wanted date the cell at the series' time, or why there is none and the nearest that is
-- free that day. The time and the person are the same for all: those with most dates free, then the
-- earliest time, then the practice's order. p_moving: what would move to each date, or empty.
CREATE FUNCTION find_series(p_tenant uuid, p_service uuid, p_provider uuid, p_days date[], p_earliest time,
  p_latest time, p_moving uuid[], p_now timestamptz) RETURNS SETOF series_found
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
WITH wished AS (
  SELECT w.n, w.day, w.moving, (w.day::timestamp AT TIME ZONE t.timezone) AS opens,
         ((w.day + 1)::timestamp AT TIME ZONE t.timezone) AS closes,
         coalesce(a.service_id, v.id) AS service_id,
         coalesce(a.duration_minutes, v.duration_minutes) AS minutes,
         coalesce(a.buffer_before_minutes, v.buffer_before_minutes) AS before,
         coalesce(a.buffer_after_minutes, v.buffer_after_minutes) AS after
    FROM ROWS FROM (unnest(p_days), unnest(p_moving)) WITH ORDINALITY w (day, moving, n)
    JOIN tenants t ON t.id = p_tenant
    JOIN services v ON v.tenant_id = p_tenant AND v.id = p_service
    LEFT JOIN appointments a ON a.tenant_id = p_tenant AND a.id = w.moving
), cell AS (
  SELECT w.n, w.day, w.moving, w.service_id, w.minutes, w.before, w.after,
         s.id, s.starts_at, s.slot_time, s.provider_id, p.name AS provider, p.position
    FROM wished w
    JOIN slots s ON s.tenant_id = p_tenant AND s.starts_at >= w.opens AND s.starts_at < w.closes AND s.is_open
    JOIN service_providers sp ON sp.tenant_id = p_tenant AND sp.service_id = w.service_id
                             AND sp.provider_id = s.provider_id
    JOIN providers p ON p.tenant_id = p_tenant AND p.id = s.provider_id AND p.is_active
   WHERE p_provider IS NULL OR s.provider_id = p_provider
), asked AS MATERIALIZED (
  SELECT c.*, series_slot_refusal(p_tenant, c.id, c.service_id, c.minutes, c.before, c.after, p_now, c.moving,
                                  p_moving) AS refusal
    FROM cell c WHERE c.slot_time BETWEEN p_earliest AND p_latest
), pattern AS MATERIALIZED (
  SELECT slot_time, provider_id FROM asked
   GROUP BY slot_time, provider_id, position
   ORDER BY count(DISTINCT n) FILTER (WHERE refusal IS NULL) DESC, slot_time, position LIMIT 1
), best AS (
  SELECT DISTINCT ON (n) a.* FROM asked a JOIN pattern USING (slot_time, provider_id)
   ORDER BY n, (a.refusal IS NOT NULL), a.starts_at
)
SELECT w.n, w.day, coalesce((SELECT slot_time FROM pattern), p_earliest),
       CASE WHEN b.id IS NULL THEN 'outside_opening_hours' ELSE b.refusal END, w.minutes,
       CASE WHEN b.refusal IS NULL AND b.id IS NOT NULL
            THEN ROW(b.id, b.starts_at, b.provider_id, b.provider)::series_cell END,
       CASE WHEN o.id IS NOT NULL THEN ROW(o.id, o.starts_at, o.provider_id, o.provider)::series_cell END
  FROM wished w
  LEFT JOIN best b ON b.n = w.n
  LEFT JOIN LATERAL (
    SELECT c.* FROM (
      SELECT c.* FROM cell c JOIN slots s ON s.id = c.id
       WHERE c.n = w.n AND (b.id IS NULL OR b.refusal IS NOT NULL)
         AND (s.is_available OR cardinality(p_moving) > 0)
       ORDER BY abs(extract(epoch FROM c.slot_time - coalesce((SELECT slot_time FROM pattern), p_earliest))),
                c.provider_id IS DISTINCT FROM (SELECT provider_id FROM pattern), c.position, c.starts_at
      OFFSET 0) c
     WHERE series_slot_refusal(p_tenant, c.id, c.service_id, c.minutes, c.before, c.after, p_now, c.moving,
                               p_moving) IS NULL
     LIMIT 1) o ON true
 ORDER BY w.n
$$;

-- ---- writing --------------------------------------------------------------------------------

-- One row for each appointment; of a refusal one row, with the cell or appointment that refused.
CREATE TYPE series_result AS (
  outcome text, replayed boolean, series_id uuid, id uuid, slot_id uuid, starts_at timestamptz,
  duration_minutes integer, service text, provider_id uuid, provider text, status text, version integer);

CREATE FUNCTION series_answer(p_outcome text, p_replayed boolean, p_ids uuid[]) RETURNS SETOF series_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, p_replayed, a.series_id, d.id, d.slot_id, d.starts_at, d.duration_minutes, d.service,
         d.provider_id, d.provider, d.status, d.version
    FROM appointment_details d JOIN appointments a ON a.id = d.id
   WHERE d.id = ANY (p_ids) ORDER BY d.starts_at
$$;

CREATE FUNCTION series_refused(p_tenant uuid, p_outcome text, p_slot uuid) RETURNS SETOF series_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, false, NULL::uuid, NULL::uuid, p_slot, s.starts_at, NULL::integer, NULL, NULL::uuid, NULL, NULL,
         NULL::integer
    FROM (SELECT 1) one LEFT JOIN slots s ON s.tenant_id = p_tenant AND s.id = p_slot
$$;

-- The request of each date, made from the series' own: the same again is the same.
CREATE FUNCTION series_request(p_request uuid, p_key text) RETURNS uuid
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public
AS $$ SELECT md5(p_request::text || '/' || p_key)::uuid $$;

CREATE FUNCTION book_series(p_tenant uuid, p_contact text, p_slots uuid[], p_service uuid, p_rule text,
  p_request uuid, p_session text, p_now timestamptz) RETURNS SETOF series_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  v services;
  known series;
  made uuid;
  wanted uuid;
  answer booking_result;
  booked uuid[] := '{}';
  refusal text;
  refused uuid;
BEGIN
  IF cardinality(p_slots) NOT BETWEEN 1 AND 24 THEN
    RETURN QUERY SELECT * FROM series_refused(p_tenant, 'series_too_long', NULL);
    RETURN;
  END IF;
  SELECT * INTO v FROM services WHERE tenant_id = p_tenant AND id = p_service;
  -- The first pass looks without locking: most losers of a race end here. A refusal may come from the
  -- same request, committed a moment ago: the series is looked for after it.
  FOR pass IN 1..2 LOOP
    SELECT w.slot, r.refusal INTO refused, refusal FROM unnest(p_slots) WITH ORDINALITY w (slot, n)
     CROSS JOIN LATERAL slot_refusal(p_tenant => p_tenant, p_slot => w.slot, p_service => p_service,
       p_minutes => v.duration_minutes, p_before => v.buffer_before_minutes, p_after => v.buffer_after_minutes,
       p_now => p_now, p_moving => NULL) r (refusal)
     WHERE r.refusal IS NOT NULL ORDER BY w.n LIMIT 1;
    SELECT * INTO known FROM series WHERE tenant_id = p_tenant AND request_id = p_request;
    IF known.contact_number <> p_contact THEN
      RETURN QUERY SELECT * FROM series_refused(p_tenant, 'request_conflict', NULL);
      RETURN;
    ELSIF known.id IS NOT NULL THEN
      RETURN QUERY SELECT * FROM series_answer('booked', true,
        ARRAY(SELECT id FROM appointments WHERE tenant_id = p_tenant AND series_id = known.id));
      RETURN;
    ELSIF refusal IS NOT NULL THEN
      RETURN QUERY SELECT * FROM series_refused(p_tenant, refusal, refused);
      RETURN;
    END IF;
    EXIT WHEN pass = 2;
    PERFORM diary_lock(p_tenant, false);
    PERFORM lock_cells(ARRAY(SELECT cell FROM slots s, cells_over(p_tenant, s.provider_id,
        wanted_time(s, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes)) cell
      WHERE s.tenant_id = p_tenant AND s.id = ANY (p_slots)));
  END LOOP;
  IF NOT EXISTS (SELECT FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact) THEN
    RETURN QUERY SELECT * FROM series_refused(p_tenant, 'caller_not_identified', NULL);
    RETURN;
  END IF;
  BEGIN
    INSERT INTO series (tenant_id, contact_number, service_id, provider_id, rule, request_id)
    SELECT p_tenant, p_contact, p_service,
           CASE WHEN count(DISTINCT s.provider_id) = 1 THEN min(s.provider_id::text)::uuid END, p_rule, p_request
      FROM slots s WHERE s.tenant_id = p_tenant AND s.id = ANY (p_slots)
    RETURNING id INTO made;
    PERFORM set_config('app.series_id', made::text, true);
    FOREACH wanted IN ARRAY p_slots LOOP
      answer := book_appointment(p_tenant => p_tenant, p_contact => p_contact, p_slot => wanted,
        p_service => p_service, p_request => series_request(p_request, wanted::text), p_session => p_session,
        p_now => p_now);
      IF answer.outcome <> 'booked' THEN
        RAISE EXCEPTION USING ERRCODE = 'RB001', MESSAGE = answer.outcome, DETAIL = wanted::text;
      END IF;
      booked := booked || answer.id;
      UPDATE appointments SET series_id = made, series_position = cardinality(booked)
       WHERE tenant_id = p_tenant AND id = answer.id;
    END LOOP;
    PERFORM set_config('app.series_id', '', true);
  EXCEPTION WHEN SQLSTATE 'RB001' THEN  -- rolls back all that this block wrote
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, refused = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT * FROM series_refused(p_tenant, refusal, refused);
    RETURN;
  END;
  RETURN QUERY SELECT * FROM series_answer('booked', false, booked);
END $$;

-- Locks all that a change of these appointments touches, in the lock order, and looks whether they
-- are still where they were seen.
CREATE FUNCTION hold_series(p_tenant uuid, p_appointments uuid[], p_slots uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  seen uuid[] := ARRAY(SELECT slot_id FROM appointments
    WHERE tenant_id = p_tenant AND id = ANY (p_appointments) ORDER BY id);
BEGIN
  PERFORM diary_lock(p_tenant, false);
  PERFORM lock_cells(ARRAY(
      SELECT cell FROM appointments a, cells_over(p_tenant, a.provider_id, a.busy) cell
       WHERE a.tenant_id = p_tenant AND a.id = ANY (p_appointments)
      UNION
      SELECT cell FROM unnest(p_appointments, p_slots) w (appointment, slot)
        JOIN appointments a ON a.tenant_id = p_tenant AND a.id = w.appointment
        JOIN slots s ON s.tenant_id = p_tenant AND s.id = w.slot
       CROSS JOIN LATERAL cells_over(p_tenant, s.provider_id, wanted_time(s, a.duration_minutes,
             a.buffer_before_minutes, a.buffer_after_minutes)) cell));
  PERFORM FROM appointments WHERE tenant_id = p_tenant AND id = ANY (p_appointments)
    ORDER BY id FOR NO KEY UPDATE;
  IF seen <> ARRAY(SELECT slot_id FROM appointments
      WHERE tenant_id = p_tenant AND id = ANY (p_appointments) ORDER BY id) THEN
    RAISE serialization_failure USING MESSAGE = 'an appointment of the series changed meanwhile';
  END IF;
END $$;

-- Cancels an appointment and those of its series after it, or with p_all the whole rest of the
-- series; with p_only just those of them, as they were read back. What has passed stays. Again is
-- the same as once.
CREATE FUNCTION cancel_series_from(p_tenant uuid, p_contact text, p_appointment uuid, p_session text,
  p_now timestamptz, p_all boolean DEFAULT false, p_only uuid[] DEFAULT NULL) RETURNS SETOF series_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  from_here appointments;
  whole uuid[];
  wanted uuid;
  at_slot uuid;
  answer booking_result;
  refusal text;
  refused uuid;
  cancelled integer := 0;
BEGIN
  SELECT * INTO from_here FROM appointments
   WHERE tenant_id = p_tenant AND contact_number = p_contact AND id = p_appointment;
  IF from_here.series_id IS NULL THEN
    RETURN QUERY SELECT * FROM series_refused(p_tenant, 'appointment_not_found', NULL);
    RETURN;
  END IF;
  whole := ARRAY(SELECT id FROM appointments WHERE tenant_id = p_tenant AND series_id = from_here.series_id
    AND status IN ('scheduled', 'cancelled') AND starts_at > p_now AND (p_all OR starts_at >= from_here.starts_at)
    AND (p_only IS NULL OR id = ANY (p_only)));
  PERFORM hold_series(p_tenant, whole, '{}');
  BEGIN
    FOR wanted, at_slot IN SELECT id, slot_id FROM appointments
        WHERE id = ANY (whole) AND status = 'scheduled' ORDER BY starts_at LOOP
      answer := cancel_appointment(p_tenant => p_tenant, p_contact => p_contact, p_appointment => wanted,
                                   p_session => p_session, p_now => p_now);
      IF answer.outcome <> 'cancelled' THEN
        RAISE EXCEPTION USING ERRCODE = 'RB001', MESSAGE = answer.outcome, DETAIL = at_slot::text;
      END IF;
      cancelled := cancelled + 1;
    END LOOP;
  EXCEPTION WHEN SQLSTATE 'RB001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, refused = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT * FROM series_refused(p_tenant, refusal, refused);
    RETURN;
  END;
  IF cardinality(whole) = 0 THEN
    RETURN QUERY SELECT * FROM series_refused(p_tenant, 'appointment_in_past', from_here.slot_id);
    RETURN;
  END IF;
  RETURN QUERY SELECT * FROM series_answer('cancelled', cancelled = 0, whole);
END $$;

-- Moves appointments of one series, each to the cell at its place, all or none. Those that go
-- forward are moved last first, so that none needs the time that the next one still has.
CREATE FUNCTION modify_series_from(p_tenant uuid, p_contact text, p_appointments uuid[], p_slots uuid[],
  p_request uuid, p_session text, p_now timestamptz) RETURNS SETOF series_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  wanted uuid;
  to_slot uuid;
  answer booking_result;
  refusal text;
  refused uuid;
  fresh boolean := false;
BEGIN
  IF cardinality(p_appointments) <> cardinality(p_slots) OR cardinality(p_slots) = 0
     OR (SELECT count(*) <> cardinality(p_appointments) OR count(DISTINCT series_id) <> 1 OR bool_or(series_id IS NULL)
           FROM appointments WHERE tenant_id = p_tenant AND contact_number = p_contact
            AND id = ANY (p_appointments)) THEN
    RETURN QUERY SELECT * FROM series_refused(p_tenant, 'appointment_not_found', NULL);
    RETURN;
  END IF;
  PERFORM hold_series(p_tenant, p_appointments, p_slots);
  BEGIN
    FOR wanted, to_slot IN
      SELECT a.id, w.slot FROM unnest(p_appointments, p_slots) w (appointment, slot)
        JOIN appointments a ON a.tenant_id = p_tenant AND a.id = w.appointment
        LEFT JOIN slots s ON s.tenant_id = p_tenant AND s.id = w.slot
       ORDER BY CASE WHEN s.starts_at > a.starts_at THEN -extract(epoch FROM a.starts_at)
                     ELSE extract(epoch FROM a.starts_at) END
    LOOP
      answer := modify_appointment(p_tenant => p_tenant, p_contact => p_contact, p_appointment => wanted,
        p_slot => to_slot, p_request => series_request(p_request, wanted::text), p_session => p_session,
        p_now => p_now);
      IF answer.outcome <> 'modified' THEN
        RAISE EXCEPTION USING ERRCODE = 'RB001', MESSAGE = answer.outcome, DETAIL = to_slot::text;
      END IF;
      fresh := fresh OR NOT answer.replayed;
    END LOOP;
  EXCEPTION WHEN SQLSTATE 'RB001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, refused = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT * FROM series_refused(p_tenant, refusal, refused);
    RETURN;
  END;
  RETURN QUERY SELECT * FROM series_answer('modified', NOT fresh, p_appointments);
END $$;

-- ---- access ---------------------------------------------------------------------------------

ALTER TABLE series ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON series FROM PUBLIC, anon, authenticated;
CREATE POLICY one_practice ON series TO voice_agent
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON series TO ringbook_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON series TO service_role;
GRANT SELECT ON series TO voice_agent, ringbook_app;
REVOKE EXECUTE ON FUNCTION caller_refusal, series_slot_refusal, find_series, series_answer, series_refused,
  series_request, book_series, hold_series, cancel_series_from, modify_series_from FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION find_series, book_series, cancel_series_from, modify_series_from
  TO voice_agent, service_role, ringbook_app;
