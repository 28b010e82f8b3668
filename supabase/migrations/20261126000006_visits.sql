-- Visits: several services back to back, for one or several people. A visit says which appointments
-- belong together; each of them is an appointment like any other, under the same functions and rules.
--
-- Lock order as for a single write, over all parts at once: the practice's diary (shared), all cells
-- in id order, the caller, the appointments.

CREATE TABLE visits (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  contact_number text NOT NULL,
  request_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_number) REFERENCES users ON UPDATE CASCADE
);
COMMENT ON TABLE visits IS 'Several services booked as one; its parts are the rows of appointments.';
CREATE UNIQUE INDEX visits_request ON visits (tenant_id, request_id);
CREATE INDEX visits_by_user ON visits (tenant_id, contact_number);

ALTER TABLE appointments
  ADD COLUMN visit_id uuid,
  ADD COLUMN visit_position integer CHECK (visit_position >= 1),
  ADD CONSTRAINT appointments_visit_whole CHECK ((visit_id IS NULL) = (visit_position IS NULL)),
  ADD FOREIGN KEY (tenant_id, visit_id) REFERENCES visits (tenant_id, id);
CREATE UNIQUE INDEX appointments_in_visit ON appointments (tenant_id, visit_id, visit_position)
  WHERE visit_id IS NOT NULL;

-- What is open for a caller: a visit counts once, as a series does. What is being booked in this
-- transaction does not stand in its own way.
CREATE OR REPLACE FUNCTION caller_refusal(p_tenant uuid, p_contact text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  series_here uuid := nullif(current_setting('app.series_id', true), '');
  visit_here uuid := nullif(current_setting('app.visit_id', true), '');
BEGIN
  -- locked, so that one caller's two bookings at once cannot both be the last that is allowed
  PERFORM FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'caller_not_identified'; END IF;
  IF (SELECT count(DISTINCT coalesce(series_id, visit_id, id)) FROM appointments
       WHERE tenant_id = p_tenant AND contact_number = p_contact AND status = 'scheduled' AND starts_at > p_now
         AND (series_id IS NULL OR series_id IS DISTINCT FROM series_here)
         AND (visit_id IS NULL OR visit_id IS DISTINCT FROM visit_here))
     >= (SELECT open_bookings_per_caller FROM tenants WHERE id = p_tenant) THEN
    RETURN 'too_many_bookings';
  END IF;
  RETURN NULL;
END $$;

-- ---- finding --------------------------------------------------------------------------------

-- Where and when one part could be: the n-th wished service, for one of the visit's people.
CREATE TYPE visit_option AS (
  n integer, person integer, slot_id uuid, provider_id uuid, room_id uuid, starts_at timestamptz,
  ends_at timestamptz, busy tstzrange, breadth integer, load integer, rank integer);

-- All that each part could be on one day, by the same rules as a single booking. p_moving are the
-- appointments that the parts are now, or empty: their own time counts as free, and each stays with
-- whom it was unless p_provider is asked for. breadth is how many of the parts the same person can do.
CREATE FUNCTION visit_options(p_tenant uuid, p_services uuid[], p_people integer[], p_provider uuid,
  p_day date, p_moving uuid[], p_now timestamptz) RETURNS SETOF visit_option
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
WITH part AS (
  SELECT w.n, w.person, a.provider_id AS keeps, v.id AS service_id, v.daily_cap, needs_room(p_tenant, v.id) AS roomed,
         make_interval(mins => coalesce(a.duration_minutes, v.duration_minutes)) AS lasts,
         make_interval(mins => coalesce(a.buffer_before_minutes, v.buffer_before_minutes)) AS before,
         make_interval(mins => coalesce(a.buffer_after_minutes, v.buffer_after_minutes)) AS after,
         p_now + make_interval(mins => coalesce(v.min_notice_minutes, t.min_notice_minutes)) AS soonest,
         (p_now AT TIME ZONE t.timezone)::date + coalesce(v.max_days_ahead, t.max_days_ahead) AS last_day,
         p_day::timestamp AT TIME ZONE t.timezone AS opens,
         (p_day + 1)::timestamp AT TIME ZONE t.timezone AS closes
    FROM ROWS FROM (unnest(p_services), unnest(p_people), unnest(p_moving)) WITH ORDINALITY
         w (service, person, moving, n)
    JOIN tenants t ON t.id = p_tenant
    JOIN services v ON v.tenant_id = p_tenant AND v.id = w.service AND v.is_active
    LEFT JOIN appointments a ON a.tenant_id = p_tenant AND a.id = w.moving
), whole AS (  -- no more of a service on a day than it may hold
  SELECT FROM part WHERE daily_cap IS NOT NULL GROUP BY service_id, daily_cap
  HAVING count(*) + (SELECT count(*) FROM appointments a
                      WHERE a.tenant_id = p_tenant AND a.appointment_date = p_day AND a.status = 'scheduled'
                        AND a.service_id = part.service_id AND a.id <> ALL (p_moving)) > daily_cap
)
SELECT part.n::integer, part.person, c.id, c.provider_id, room.id, c.starts_at, c.starts_at + part.lasts,
       tstzrange(c.starts_at - part.before, greatest(c.ends_at, c.starts_at + part.lasts + part.after)),
       (SELECT count(*)::integer FROM service_providers x WHERE x.tenant_id = p_tenant
           AND x.provider_id = p.id AND x.service_id = ANY (p_services)),
       load.minutes::integer, p.position * 1000 + coalesce(room.rank, 0)::integer
  FROM part
  JOIN service_providers sp ON sp.tenant_id = p_tenant AND sp.service_id = part.service_id
  JOIN providers p ON p.tenant_id = p_tenant AND p.id = sp.provider_id AND p.is_active
  JOIN slots c ON c.tenant_id = p_tenant AND c.provider_id = p.id AND c.starts_at >= part.opens
              AND c.starts_at < part.closes AND c.is_open
              AND (c.is_available OR cardinality(p_moving) > 0)
 CROSS JOIN LATERAL (
   SELECT coalesce(sum(b.duration_minutes), 0) AS minutes FROM appointments b
    WHERE b.tenant_id = p_tenant AND b.provider_id = p.id AND b.appointment_date = p_day
      AND b.status = 'scheduled' AND b.id <> ALL (p_moving)) load
  LEFT JOIN LATERAL (
   SELECT r.id, row_number() OVER (ORDER BY (SELECT count(*) FROM service_rooms o
            WHERE o.tenant_id = r.tenant_id AND o.room_id = r.id), r.position) AS rank
     FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id AND r.id = sr.room_id
    WHERE sr.tenant_id = p_tenant AND sr.service_id = part.service_id AND r.is_active
      AND NOT EXISTS (SELECT FROM appointments a
                       WHERE a.room_id = r.id AND a.status = 'scheduled' AND a.id <> ALL (p_moving)
                         AND a.busy && tstzrange(c.starts_at - part.before,
                                                 c.starts_at + part.lasts + part.after))) room ON part.roomed
 WHERE NOT EXISTS (SELECT FROM whole)
   AND (NOT part.roomed OR room.id IS NOT NULL)
   AND c.starts_at > p_now AND c.starts_at >= part.soonest AND c.slot_date <= part.last_day
   AND c.starts_at + part.lasts <= c.open_until
   AND (p_provider IS NOT NULL OR part.keeps IS NULL OR c.provider_id = part.keeps)
   -- whom the caller asks for does what they can do of it, others the rest
   AND (p_provider IS NULL OR c.provider_id = p_provider OR NOT EXISTS (
     SELECT FROM service_providers x WHERE x.tenant_id = p_tenant AND x.service_id = part.service_id
        AND x.provider_id = p_provider))
   AND NOT EXISTS (
     SELECT FROM appointments a
      WHERE a.provider_id = c.provider_id AND a.status = 'scheduled' AND a.id <> ALL (p_moving)
        AND a.busy && tstzrange(c.starts_at - part.before,
                                greatest(c.ends_at, c.starts_at + part.lasts + part.after)))
$$;

-- For each start of a day the visit that ends soonest. Parts are placed in every order, each as early
-- as it can be, which the shortest visit always is one of; of those who could begin a part soonest only
-- the first few are tried, who can do least of the visit first. A visit that moves keeps its order, so
-- that no two parts wait for each other's time. "waiting" is in minutes, over all people.
CREATE FUNCTION visits_on_day(p_tenant uuid, p_services uuid[], p_people integer[], p_provider uuid, p_day date,
  p_earliest time, p_latest time, p_moving uuid[], p_now timestamptz)
RETURNS TABLE (starts_at timestamptz, waiting integer, parts visit_option[])
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
WITH RECURSIVE option AS MATERIALIZED (
  SELECT o, o.* FROM visit_options(p_tenant, p_services, p_people, p_provider, p_day, p_moving, p_now) o
), longest AS MATERIALIZED (  -- a visit with an hour of waiting in it is none
  SELECT sum(lasts) + interval '1 hour' AS lasts, CASE count(*) WHEN 2 THEN 4 WHEN 3 THEN 2 ELSE 1 END AS tries
    FROM (SELECT max(ends_at - starts_at) AS lasts FROM option GROUP BY n) part
), visit AS (
  SELECT first.starts_at AS begins, ARRAY[first.o] AS placed FROM (
    SELECT one.*, row_number() OVER (PARTITION BY n, starts_at ORDER BY breadth, load, rank) AS nth FROM (
      SELECT DISTINCT ON (n, starts_at, provider_id) option.* FROM option
       WHERE (starts_at AT TIME ZONE (SELECT timezone FROM tenants WHERE id = p_tenant))::time
             BETWEEN p_earliest AND p_latest
         AND (n = 1 OR cardinality(p_moving) = 0)
       ORDER BY n, starts_at, provider_id, rank) one) first
   WHERE first.nth <= greatest(2, (SELECT tries FROM longest))
  UNION ALL
  SELECT v.begins, v.placed || next.o
    FROM visit v CROSS JOIN longest
   CROSS JOIN generate_series(1, cardinality(p_services)) m
   CROSS JOIN LATERAL (
     SELECT soonest.o FROM (
       SELECT DISTINCT ON (c.provider_id) c.* FROM option c
        WHERE c.n = m AND c.starts_at >= v.begins AND c.ends_at <= v.begins + longest.lasts
          AND NOT EXISTS (
            SELECT FROM unnest(v.placed) p
             WHERE p.person = c.person AND p.starts_at < c.ends_at AND p.ends_at > c.starts_at
                OR (p.provider_id = c.provider_id OR p.room_id = c.room_id) AND p.busy && c.busy
                OR (p.provider_id = c.provider_id OR p.person = c.person)
                   AND cardinality(p_moving) > 0 AND p.starts_at > c.starts_at)
        ORDER BY c.provider_id, c.starts_at, c.rank) soonest
      ORDER BY soonest.starts_at, soonest.breadth, soonest.load, soonest.rank
      LIMIT (SELECT tries FROM longest)) next
   WHERE m <> ALL (SELECT placed.n FROM unnest(v.placed) placed)
     AND (cardinality(p_moving) = 0 OR m = cardinality(v.placed) + 1)
), whole AS (
  SELECT v.begins, v.placed, about.* FROM visit v CROSS JOIN LATERAL (
    SELECT max(p.ends_at) AS ends, sum(p.ends_at - p.starts_at) AS served,
           count(DISTINCT p.provider_id) AS providers, sum(p.load) AS load, sum(p.rank) AS rank
      FROM unnest(v.placed) p) about
   WHERE cardinality(v.placed) = cardinality(p_services)
), best AS (
  SELECT DISTINCT ON (begins) * FROM whole ORDER BY begins, ends, providers, load, rank
)
SELECT begins,
       (extract(epoch FROM (SELECT count(DISTINCT person) FROM unnest(p_people) person) * (ends - begins) - served)
        / 60)::integer,
       placed
  FROM best
$$;

CREATE TYPE visit_found AS (
  visit bigint, waiting integer, n integer, slot_id uuid, starts_at timestamptz, duration_minutes integer,
  provider_id uuid, provider text);

-- Up to p_limit visits, the soonest day first, on a day the least waiting first. Days are looked at
-- one after another until there are enough: the OFFSET 0 keep their order, and nothing sorts them all.
CREATE FUNCTION find_visits(p_tenant uuid, p_services uuid[], p_people integer[], p_provider uuid, p_first date,
  p_last date, p_earliest time, p_latest time, p_not_on integer[], p_moving uuid[], p_now timestamptz,
  p_limit integer) RETURNS SETOF visit_found
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
WITH found AS MATERIALIZED (
  SELECT day.on_day, v.* FROM (
    SELECT d::date AS on_day FROM generate_series(p_first::timestamp, p_last::timestamp, interval '1 day') d
     WHERE extract(isodow FROM d) <> ALL (p_not_on) ORDER BY d OFFSET 0) day
   CROSS JOIN LATERAL (
     SELECT * FROM visits_on_day(p_tenant, p_services, p_people, p_provider, day.on_day, p_earliest,
                                 p_latest, p_moving, p_now) on_day
      ORDER BY on_day.waiting, on_day.starts_at OFFSET 0) v
   LIMIT p_limit
), ranked AS (
  SELECT row_number() OVER (ORDER BY on_day, waiting, starts_at) AS visit, * FROM found
)
SELECT r.visit, r.waiting, part.n, part.slot_id, part.starts_at,
       (extract(epoch FROM part.ends_at - part.starts_at) / 60)::integer, part.provider_id, p.name
  FROM ranked r CROSS JOIN LATERAL unnest(r.parts) part
  JOIN providers p ON p.tenant_id = p_tenant AND p.id = part.provider_id
 ORDER BY r.visit, part.starts_at, part.n
$$;

-- ---- writing --------------------------------------------------------------------------------

-- One row for each part; of a refusal one row, with the place of the part that refused.
CREATE TYPE visit_result AS (
  outcome text, replayed boolean, part integer, visit_id uuid, id uuid, slot_id uuid, starts_at timestamptz,
  duration_minutes integer, service text, provider_id uuid, provider text, status text, version integer,
  attendee text);

CREATE FUNCTION visit_answer(p_outcome text, p_replayed boolean, p_ids uuid[]) RETURNS SETOF visit_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, p_replayed, a.visit_position, a.visit_id, d.id, d.slot_id, d.starts_at, d.duration_minutes,
         d.service, d.provider_id, d.provider, d.status, d.version, d.attendee
    FROM appointment_details d JOIN appointments a ON a.id = d.id
   WHERE d.id = ANY (p_ids) ORDER BY d.starts_at, a.visit_position
$$;

CREATE FUNCTION visit_refused(p_tenant uuid, p_outcome text, p_part integer, p_slot uuid)
RETURNS SETOF visit_result LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, false, p_part, NULL::uuid, NULL::uuid, p_slot, s.starts_at, NULL::integer, NULL, NULL::uuid,
         NULL, NULL, NULL::integer, NULL
    FROM (SELECT 1) one LEFT JOIN slots s ON s.tenant_id = p_tenant AND s.id = p_slot
$$;

-- The n-th cell is for the n-th service and attendee (NULL: the caller). All parts or none.
CREATE FUNCTION book_visit(p_tenant uuid, p_contact text, p_slots uuid[], p_services uuid[], p_attendees text[],
  p_request uuid, p_session text, p_now timestamptz) RETURNS SETOF visit_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  parts integer := cardinality(p_slots);
  known visits;
  made uuid;
  wanted record;
  answer booking_result;
  booked uuid[] := '{}';
  refusal text;
  refused integer;
BEGIN
  IF parts NOT BETWEEN 2 AND 4 OR cardinality(p_services) <> parts OR cardinality(p_attendees) <> parts THEN
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, 'visit_too_long', NULL, NULL);
    RETURN;
  END IF;
  -- Who waited here for the same request's cells finds what it committed.
  FOR pass IN 1..2 LOOP
    SELECT * INTO known FROM visits WHERE tenant_id = p_tenant AND request_id = p_request;
    IF known.contact_number <> p_contact THEN
      RETURN QUERY SELECT * FROM visit_refused(p_tenant, 'request_conflict', NULL, NULL);
      RETURN;
    ELSIF known.id IS NOT NULL THEN
      RETURN QUERY SELECT * FROM visit_answer('booked', true,
        ARRAY(SELECT id FROM appointments WHERE tenant_id = p_tenant AND visit_id = known.id));
      RETURN;
    END IF;
    EXIT WHEN pass = 2;
    PERFORM diary_lock(p_tenant, false);
    PERFORM lock_cells(ARRAY(
        SELECT cell FROM unnest(p_slots, p_services) w (slot, service)
          JOIN slots s ON s.tenant_id = p_tenant AND s.id = w.slot
          JOIN services v ON v.tenant_id = p_tenant AND v.id = w.service
         CROSS JOIN LATERAL cells_over(p_tenant, s.provider_id, wanted_time(s, v.duration_minutes,
               v.buffer_before_minutes, v.buffer_after_minutes)) cell));
  END LOOP;
  IF NOT EXISTS (SELECT FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact) THEN
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, 'caller_not_identified', NULL, NULL);
    RETURN;
  END IF;
  BEGIN
    INSERT INTO visits (tenant_id, contact_number, request_id) VALUES (p_tenant, p_contact, p_request)
    RETURNING id INTO made;
    PERFORM set_config('app.visit_id', made::text, true);
    -- who can be in fewest rooms chooses first
    FOR wanted IN
      SELECT w.* FROM unnest(p_slots, p_services, p_attendees) WITH ORDINALITY w (slot, service, attendee, n)
       ORDER BY (SELECT nullif(count(*), 0) FROM service_rooms r
                  WHERE r.tenant_id = p_tenant AND r.service_id = w.service) NULLS LAST, w.n
    LOOP
      answer := book_appointment(p_tenant => p_tenant, p_contact => p_contact, p_slot => wanted.slot,
        p_service => wanted.service, p_request => series_request(p_request, wanted.n::text),
        p_session => p_session, p_now => p_now, p_attendee => wanted.attendee);
      IF answer.outcome <> 'booked' THEN
        RAISE EXCEPTION USING ERRCODE = 'RB001', MESSAGE = answer.outcome, DETAIL = wanted.n::text;
      END IF;
      booked := booked || answer.id;
      UPDATE appointments SET visit_id = made, visit_position = wanted.n
       WHERE tenant_id = p_tenant AND id = answer.id;
    END LOOP;
    PERFORM set_config('app.visit_id', '', true);
  EXCEPTION WHEN SQLSTATE 'RB001' THEN  -- rolls back all that this block wrote
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, refused = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, refusal, refused, p_slots[refused]);
    RETURN;
  END;
  RETURN QUERY SELECT * FROM visit_answer('booked', false, booked);
END $$;

-- Whether these are a caller's own, and all of one visit.
CREATE FUNCTION of_one_visit(p_tenant uuid, p_contact text, p_appointments uuid[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT count(*) > 0 AND count(*) = cardinality(p_appointments) AND count(DISTINCT visit_id) = 1
     AND NOT bool_or(visit_id IS NULL)
    FROM appointments
   WHERE tenant_id = p_tenant AND contact_number = p_contact AND id = ANY (p_appointments)
$$;

-- Cancels parts of one visit as they were read back, all or none. Again is the same as once.
CREATE FUNCTION cancel_visit(p_tenant uuid, p_contact text, p_appointments uuid[], p_session text,
  p_now timestamptz) RETURNS SETOF visit_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  wanted uuid;
  answer booking_result;
  refusal text;
  refused uuid;
  fresh boolean := false;
BEGIN
  IF NOT of_one_visit(p_tenant, p_contact, p_appointments) THEN
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, 'appointment_not_found', NULL, NULL);
    RETURN;
  END IF;
  PERFORM hold_series(p_tenant, p_appointments, '{}');
  BEGIN
    FOREACH wanted IN ARRAY p_appointments LOOP
      answer := cancel_appointment(p_tenant => p_tenant, p_contact => p_contact, p_appointment => wanted,
        p_session => p_session, p_now => p_now);
      IF answer.outcome <> 'cancelled' THEN
        RAISE EXCEPTION USING ERRCODE = 'RB001', MESSAGE = answer.outcome, DETAIL = wanted::text;
      END IF;
      fresh := fresh OR NOT answer.replayed;
    END LOOP;
  EXCEPTION WHEN SQLSTATE 'RB001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, refused = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT r.* FROM appointments a,
        visit_refused(p_tenant, refusal, a.visit_position, a.slot_id) r WHERE a.id = refused;
    RETURN;
  END;
  RETURN QUERY SELECT * FROM visit_answer('cancelled', NOT fresh, p_appointments);
END $$;

-- Moves parts of one visit, each to the cell at its place, all or none. One part may need the time
-- that another still has: those that can be moved are, until all are or none can.
CREATE FUNCTION modify_visit(p_tenant uuid, p_contact text, p_appointments uuid[], p_slots uuid[],
  p_request uuid, p_session text, p_now timestamptz) RETURNS SETOF visit_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  waiting integer[] := ARRAY(SELECT generate_subscripts(p_appointments, 1));
  blocked integer[];
  at integer;
  answer booking_result;
  refusal text;
  refused integer;
  fresh boolean := false;
BEGIN
  IF cardinality(p_appointments) <> cardinality(p_slots)
     OR NOT of_one_visit(p_tenant, p_contact, p_appointments) THEN
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, 'appointment_not_found', NULL, NULL);
    RETURN;
  END IF;
  PERFORM hold_series(p_tenant, p_appointments, p_slots);
  BEGIN
    WHILE cardinality(waiting) > 0 LOOP
      blocked := '{}';
      FOREACH at IN ARRAY waiting LOOP
        answer := modify_appointment(p_tenant => p_tenant, p_contact => p_contact,
          p_appointment => p_appointments[at], p_slot => p_slots[at],
          p_request => series_request(p_request, at::text), p_session => p_session, p_now => p_now);
        IF answer.outcome <> 'modified' THEN
          blocked := blocked || at;
          refusal := answer.outcome;
        END IF;
        fresh := fresh OR answer.outcome = 'modified' AND NOT answer.replayed;
      END LOOP;
      IF cardinality(blocked) = cardinality(waiting) THEN
        RAISE EXCEPTION USING ERRCODE = 'RB001', MESSAGE = refusal, DETAIL = blocked[cardinality(blocked)]::text;
      END IF;
      waiting := blocked;
    END LOOP;
  EXCEPTION WHEN SQLSTATE 'RB001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, refused = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, refusal, refused, p_slots[refused]);
    RETURN;
  END;
  RETURN QUERY SELECT * FROM visit_answer('modified', NOT fresh, p_appointments);
END $$;

-- ---- access ---------------------------------------------------------------------------------

ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON visits FROM PUBLIC, anon, authenticated;
CREATE POLICY one_practice ON visits TO voice_agent
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON visits TO ringbook_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON visits TO service_role;
GRANT SELECT ON visits TO voice_agent, ringbook_app;
REVOKE EXECUTE ON FUNCTION caller_refusal, visit_options, visits_on_day, find_visits, visit_answer,
  visit_refused, book_visit, of_one_visit, cancel_visit, modify_visit FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION find_visits, book_visit, cancel_visit, modify_visit
  TO voice_agent, service_role, ringbook_app;
