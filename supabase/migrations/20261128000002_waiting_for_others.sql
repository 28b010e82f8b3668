-- Waiting for somebody else, and for a visit of several services; and what an owner leaves aside.
--
-- An entry may be for another person than the caller (attendee), and of several services: then
-- waitlist_parts names them all, and waitlist.service_id is the first. A hold has a row of
-- waitlist_offers for each part, back to back as find_visits found them; the first, whose part_of is
-- NULL, stands for all of them, and they are made, taken up and let go together.
--
-- Lock order as before. Offers to one caller are made one after another, under a lock that is only
-- ever tried for: so no two of them can keep one person at two places at once, and nobody waits.

ALTER TABLE waitlist ADD COLUMN attendee text
  CHECK (attendee = btrim(attendee) AND char_length(attendee) BETWEEN 1 AND 200);
COMMENT ON COLUMN waitlist.attendee IS 'Whom it is for, as the caller said it; NULL is the caller. Of a visit its parts say it.';

CREATE TABLE waitlist_parts (
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  position integer NOT NULL CHECK (position BETWEEN 1 AND 4),
  service_id uuid NOT NULL,
  attendee text CHECK (attendee = btrim(attendee) AND char_length(attendee) BETWEEN 1 AND 200),
  PRIMARY KEY (entry_id, position),
  FOREIGN KEY (tenant_id, entry_id) REFERENCES waitlist (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id)
);
COMMENT ON TABLE waitlist_parts IS 'The services of an entry that waits for a visit; an entry for one service has none.';

ALTER TABLE waitlist_offers
  ADD COLUMN part integer NOT NULL DEFAULT 1 CHECK (part BETWEEN 1 AND 4),
  ADD COLUMN part_of uuid REFERENCES waitlist_offers ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
COMMENT ON COLUMN waitlist_offers.part IS 'Which of the entry''s parts it is for.';
COMMENT ON COLUMN waitlist_offers.part_of IS 'The row that stands for the whole visit; NULL: this one.';
DROP INDEX waitlist_offers_one_each;
CREATE UNIQUE INDEX waitlist_offers_one_each ON waitlist_offers (entry_id, part) WHERE state = 'held';
CREATE INDEX waitlist_offers_parts ON waitlist_offers (part_of) WHERE part_of IS NOT NULL;

-- An entry as it is told; services and people are the parts of a visit, NULL where it is none.
CREATE VIEW waitlist_details WITH (security_invoker = true) AS
  SELECT w.id, w.tenant_id, w.contact_number, w.place, w.state, w.created_at, v.name AS service, p.name AS provider,
         w.first_day, w.last_day, w.earliest, w.latest, w.attendee, part.services, part.people
    FROM waitlist w
    JOIN services v ON v.tenant_id = w.tenant_id AND v.id = w.service_id
    LEFT JOIN providers p ON p.tenant_id = w.tenant_id AND p.id = w.provider_id
    LEFT JOIN LATERAL (
      SELECT array_agg(s.name ORDER BY wp.position) AS services, array_agg(wp.attendee ORDER BY wp.position) AS people
        FROM waitlist_parts wp JOIN services s ON s.tenant_id = wp.tenant_id AND s.id = wp.service_id
       WHERE wp.entry_id = w.id) part ON true;

-- ---- who is where ------------------------------------------------------------------------------

-- Whether somebody has an appointment or a hold in this stretch of time already. Locks nothing:
-- what is booked asks once more, under the caller's lock.
CREATE FUNCTION person_is_busy(p_tenant uuid, p_contact text, p_attendee text, p_starts_at timestamptz,
  p_minutes integer, p_now timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH caller AS (
    SELECT name FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact
  ), taken AS (
    SELECT a.attendee, a.starts_at, a.ends_at FROM appointments a
     WHERE a.tenant_id = p_tenant AND a.contact_number = p_contact AND a.status = 'scheduled'
       AND a.starts_at > p_starts_at - interval '1 day'  -- the longest there is: bounds the index
    UNION ALL
    SELECT coalesce(p.attendee, w.attendee), o.starts_at, o.starts_at + make_interval(mins => v.duration_minutes)
      FROM waitlist_offers o
      JOIN waitlist w ON w.id = o.entry_id
      JOIN services v ON v.tenant_id = o.tenant_id AND v.id = o.service_id
      LEFT JOIN waitlist_parts p ON p.entry_id = o.entry_id AND p.position = o.part
     WHERE o.tenant_id = p_tenant AND w.contact_number = p_contact AND o.state = 'held' AND o.expires_at > p_now
  )
  SELECT EXISTS (SELECT FROM taken t CROSS JOIN caller c
    WHERE t.starts_at < p_starts_at + make_interval(mins => p_minutes) AND t.ends_at > p_starts_at
      AND (t.attendee IS NULL AND p_attendee IS NULL
        OR same_person(coalesce(t.attendee, c.name), coalesce(p_attendee, c.name))))
$$;

-- ---- making offers -----------------------------------------------------------------------------

-- As before, and never where whom it is for is already. What a visit of theirs waits for is not found here.
CREATE OR REPLACE FUNCTION waitlist_fit(e waitlist, p_day date, p_now timestamptz) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT c.id FROM (
    SELECT s.id, s.starts_at, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes
      FROM tenants t
      JOIN services v ON v.tenant_id = t.id AND v.id = e.service_id
      JOIN slots s ON s.tenant_id = t.id AND s.is_available AND s.starts_at > p_now
       AND s.starts_at >= greatest(e.first_day, p_day)::timestamp AT TIME ZONE t.timezone
       AND s.starts_at < (least(e.last_day, p_day) + 1)::timestamp AT TIME ZONE t.timezone
       AND s.slot_time BETWEEN coalesce(e.earliest, '00:00') AND coalesce(e.latest, '24:00')
       AND s.provider_id = coalesce(e.provider_id, s.provider_id)
      JOIN providers p ON p.tenant_id = t.id AND p.id = s.provider_id
     WHERE t.id = e.tenant_id
       AND NOT EXISTS (SELECT FROM waitlist_offers o WHERE o.entry_id = e.id AND o.slot_id = s.id)
     ORDER BY s.starts_at, p.position OFFSET 0) c
   WHERE slot_refusal(e.tenant_id, c.id, e.service_id, c.duration_minutes, c.buffer_before_minutes,
                      c.buffer_after_minutes, p_now, NULL) IS NULL
     AND NOT person_is_busy(e.tenant_id, e.contact_number, e.attendee, c.starts_at, c.duration_minutes, p_now)
   LIMIT 1
$$;

CREATE TYPE waitlist_place AS (part integer, slot_id uuid, service_id uuid);

-- The cells of the first visit that an entry waits for, part by part, as find_visits finds them; never
-- one that begins where it has been offered before. A few are looked at: the others are much alike.
CREATE FUNCTION waitlist_fit_visit(e waitlist, p_day date, p_now timestamptz) RETURNS SETOF waitlist_place
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  services uuid[];
  people integer[];
  today date := (SELECT (p_now AT TIME ZONE timezone)::date FROM tenants WHERE id = e.tenant_id);
BEGIN
  SELECT array_agg(service_id ORDER BY position), array_agg(who ORDER BY position) INTO services, people
    FROM (SELECT p.*, dense_rank() OVER (ORDER BY lower(p.attendee) NULLS FIRST)::integer AS who
            FROM waitlist_parts p WHERE p.entry_id = e.id) part;
  RETURN QUERY
  WITH found AS (
    SELECT f.*, p.service_id, p.attendee
      FROM find_visits(e.tenant_id, services, people, e.provider_id, greatest(e.first_day, p_day, today),
             least(e.last_day, coalesce(p_day, e.last_day)), coalesce(e.earliest, '00:00'),
             coalesce(e.latest, '24:00'), '{}', '{}', p_now, 12) f
      JOIN waitlist_parts p ON p.entry_id = e.id AND p.position = f.n
  ), good AS (
    SELECT visit FROM found f GROUP BY visit
    HAVING NOT bool_or(person_is_busy(e.tenant_id, e.contact_number, f.attendee, f.starts_at, f.duration_minutes, p_now))
       AND NOT EXISTS (SELECT FROM waitlist_offers o WHERE o.entry_id = e.id AND o.part_of IS NULL
                          AND o.slot_id = (array_agg(f.slot_id ORDER BY f.starts_at, f.n))[1])
     ORDER BY visit LIMIT 1
  )
  SELECT f.n, f.slot_id, f.service_id FROM found f JOIN good USING (visit)
   ORDER BY f.starts_at, f.n;
END $$;

-- Where an entry could be now: one cell, or those of a whole visit in order of time.
CREATE FUNCTION waitlist_places(e waitlist, p_day date, p_now timestamptz) RETURNS SETOF waitlist_place
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
DECLARE
  cell uuid;
BEGIN
  IF EXISTS (SELECT FROM waitlist_parts WHERE entry_id = e.id) THEN
    RETURN QUERY SELECT * FROM waitlist_fit_visit(e, p_day, p_now);
    RETURN;
  END IF;
  cell := waitlist_fit(e, p_day, p_now);
  IF cell IS NOT NULL THEN RETURN QUERY SELECT 1, cell, e.service_id; END IF;
END $$;

-- Holds one part; false when it is not free after all, or no longer bookable. Its cells are locked.
CREATE FUNCTION waitlist_hold(e waitlist, p waitlist_place, p_id uuid, p_part_of uuid, p_until timestamptz,
  p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  s slots;
  v services;
  taken tstzrange;
BEGIN
  SELECT * INTO s FROM slots WHERE id = p.slot_id;
  SELECT * INTO v FROM services WHERE tenant_id = e.tenant_id AND id = p.service_id;
  taken := tstzrange(s.starts_at - make_interval(mins => v.buffer_before_minutes),
                     s.starts_at + make_interval(mins => v.duration_minutes + v.buffer_after_minutes));
  IF slot_refusal(e.tenant_id, s.id, v.id, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes,
                  p_now, NULL) IS NOT NULL THEN
    RETURN false;
  END IF;
  INSERT INTO waitlist_offers (id, tenant_id, entry_id, part, part_of, slot_id, service_id, provider_id, room_id, day,
    starts_at, busy, offered_at, expires_at)
  VALUES (p_id, e.tenant_id, e.id, p.part, p_part_of, s.id, v.id, s.provider_id,
    free_room(e.tenant_id, v.id, taken, NULL, NULL), s.slot_date, s.starts_at, taken, p_now, p_until);
  RETURN true;
END $$;

-- Holds for one entry the first time that suits it, of a visit all parts or none. Needs the diary's lock.
CREATE OR REPLACE FUNCTION waitlist_offer(p_entry uuid, p_day date, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  e waitlist;
  places waitlist_place[];
  cells uuid[];
  locked bigint;
  until timestamptz;
  shared boolean;
  first uuid := gen_random_uuid();
  place waitlist_place;
  leads boolean;
BEGIN
  SELECT * INTO e FROM waitlist WHERE id = p_entry AND state = 'waiting' FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND OR NOT pg_try_advisory_xact_lock(hashtextextended(e.tenant_id::text || e.contact_number, 2)) THEN
    RETURN false;
  END IF;
  places := ARRAY(SELECT p FROM waitlist_places(e, p_day, p_now) p);
  IF cardinality(places) = 0 THEN RETURN false; END IF;
  SELECT array_agg(DISTINCT cell), min(waitlist_until(e.tenant_id, v.id, s.starts_at, p_now)),
         bool_or(v.daily_cap IS NOT NULL OR needs_room(e.tenant_id, v.id))
    INTO cells, until, shared
    FROM unnest(places) w
    JOIN slots s ON s.id = w.slot_id
    JOIN services v ON v.tenant_id = e.tenant_id AND v.id = w.service_id
   CROSS JOIN LATERAL cells_over(e.tenant_id, s.provider_id, wanted_time(s, v.duration_minutes,
         v.buffer_before_minutes, v.buffer_after_minutes)) cell;
  IF until <= p_now THEN RETURN false; END IF;
  SELECT count(*) INTO locked FROM (
    SELECT FROM slots WHERE id = ANY (cells) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) held;
  IF locked < cardinality(cells)
     OR shared AND NOT pg_try_advisory_xact_lock(hashtextextended(e.tenant_id::text, 1)) THEN  -- places_lock, without waiting
    RETURN false;
  END IF;
  -- who can be in fewest rooms chooses first, as in a booking
  FOR place IN
    SELECT w.part, w.slot_id, w.service_id FROM unnest(places) WITH ORDINALITY w (part, slot_id, service_id, n)
     ORDER BY (SELECT nullif(count(*), 0) FROM service_rooms r
       WHERE r.tenant_id = e.tenant_id AND r.service_id = w.service_id) NULLS LAST, w.n
  LOOP
    leads := place.part = (places[1]).part;
    IF NOT waitlist_hold(e, place, CASE WHEN leads THEN first ELSE gen_random_uuid() END,
                         CASE WHEN NOT leads THEN first END, until, p_now) THEN
      RAISE EXCEPTION USING ERRCODE = 'RB001';
    END IF;
  END LOOP;
  UPDATE waitlist SET state = 'offered' WHERE id = e.id;
  RETURN true;
EXCEPTION WHEN exclusion_violation OR unique_violation OR SQLSTATE 'RB001' THEN  -- rolls back all parts of it
  RETURN false;
END $$;

-- As before: whoever books or moves to what they wait for waits for it no longer, if it is for the same
-- person. What was held for the caller where that is now, or where its person is now, is held no longer.
CREATE OR REPLACE FUNCTION appointments_fulfil_waitlist() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  entry uuid;
  own text;
BEGIN
  IF NOT EXISTS (SELECT FROM waitlist WHERE tenant_id = NEW.tenant_id AND contact_number = NEW.contact_number
                    AND state IN ('waiting', 'offered')) THEN
    RETURN NULL;
  END IF;
  own := (SELECT name FROM users WHERE tenant_id = NEW.tenant_id AND contact_number = NEW.contact_number);
  FOR entry IN SELECT w.id FROM waitlist w
      WHERE w.tenant_id = NEW.tenant_id AND w.contact_number = NEW.contact_number
        AND w.state IN ('waiting', 'offered') AND w.service_id = NEW.service_id
        AND NEW.provider_id = coalesce(w.provider_id, NEW.provider_id)
        AND NEW.appointment_date BETWEEN w.first_day AND w.last_day
        AND NEW.appointment_time BETWEEN coalesce(w.earliest, '00:00') AND coalesce(w.latest, '24:00')
        AND (w.attendee IS NULL AND NEW.attendee IS NULL
          OR same_person(coalesce(w.attendee, own), coalesce(NEW.attendee, own)))
        AND NOT EXISTS (SELECT FROM waitlist_parts p WHERE p.entry_id = w.id)
      FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    UPDATE waitlist_offers SET state = CASE WHEN slot_id = NEW.slot_id THEN 'accepted' ELSE 'withdrawn' END,
        appointment_id = CASE WHEN slot_id = NEW.slot_id THEN NEW.id END
     WHERE entry_id = entry AND state = 'held';
    UPDATE waitlist SET state = 'booked' WHERE id = entry;
  END LOOP;
  PERFORM waitlist_give_way(NEW, own);
  RETURN NULL;
END $$;

-- Ends what is held for the caller of an appointment in its place, or for its person elsewhere at the
-- time. A visit that is being taken up keeps its holds until all of it is booked.
CREATE FUNCTION waitlist_give_way(a appointments, p_own text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH over AS (
    SELECT h.id, h.entry_id FROM waitlist w JOIN waitlist_offers h ON h.entry_id = w.id AND h.state = 'held'
     WHERE w.tenant_id = a.tenant_id AND w.contact_number = a.contact_number AND w.state = 'offered'
       AND w.id::text IS DISTINCT FROM nullif(current_setting('app.waitlist_entry', true), '')
       AND EXISTS (
         SELECT FROM waitlist_offers o
           JOIN services v ON v.tenant_id = o.tenant_id AND v.id = o.service_id
           LEFT JOIN waitlist_parts p ON p.entry_id = o.entry_id AND p.position = o.part
          WHERE o.entry_id = w.id AND o.state = 'held'
            AND ((o.provider_id = a.provider_id OR o.room_id = a.room_id) AND o.busy && a.busy
              OR o.starts_at < a.ends_at
                 AND o.starts_at + make_interval(mins => v.duration_minutes) > a.starts_at
                 AND (coalesce(p.attendee, w.attendee) IS NULL AND a.attendee IS NULL
                   OR same_person(coalesce(p.attendee, w.attendee, p_own), coalesce(a.attendee, p_own)))))
     FOR NO KEY UPDATE OF h SKIP LOCKED
  ), ended AS (
    UPDATE waitlist_offers o SET state = 'withdrawn' FROM over WHERE o.id = over.id
  )
  UPDATE waitlist w SET state = 'waiting' WHERE w.id IN (SELECT entry_id FROM over) AND w.state = 'offered'
$$;

-- A visit that its caller books by another way than by the hold: with all of what is waited for, and on
-- one of its days.
CREATE FUNCTION visits_fulfil_waitlist() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  WITH made AS (
    SELECT array_agg(service_id::text || coalesce(lower(attendee), '') ORDER BY service_id::text || coalesce(lower(attendee), ''))
           AS all_of_it FROM appointments WHERE tenant_id = NEW.tenant_id AND visit_id = NEW.visit_id
  ), over AS (
    SELECT w.id FROM waitlist w, made
     WHERE w.tenant_id = NEW.tenant_id AND w.contact_number = NEW.contact_number AND w.state IN ('waiting', 'offered')
       AND NEW.appointment_date BETWEEN w.first_day AND w.last_day
       AND w.id::text IS DISTINCT FROM nullif(current_setting('app.waitlist_entry', true), '')
       AND made.all_of_it = (
         SELECT array_agg(service_id::text || coalesce(lower(attendee), '') ORDER BY service_id::text || coalesce(lower(attendee), ''))
           FROM waitlist_parts p WHERE p.entry_id = w.id)
     FOR NO KEY UPDATE OF w SKIP LOCKED
  ), ended AS (
    UPDATE waitlist_offers o SET state = 'withdrawn' FROM over WHERE o.entry_id = over.id AND o.state = 'held'
  )
  UPDATE waitlist w SET state = 'booked' FROM over WHERE w.id = over.id;
  RETURN NULL;
END $$;
CREATE TRIGGER f_waitlist_of_visit AFTER UPDATE OF visit_id ON appointments FOR EACH ROW
  WHEN (NEW.visit_id IS NOT NULL AND OLD.visit_id IS DISTINCT FROM NEW.visit_id)
  EXECUTE FUNCTION visits_fulfil_waitlist();

-- ---- what a caller does ----------------------------------------------------------------------------

-- As before, for whom and, of a visit, all services in order with for whom each is (p_service is the
-- first of them). p_people are as long as p_services; an entry for one service leaves both empty.
DROP FUNCTION join_waitlist(uuid, text, uuid, uuid, date, date, time, time, uuid, timestamptz);
CREATE FUNCTION join_waitlist(p_tenant uuid, p_contact text, p_service uuid, p_provider uuid, p_first date, p_last date,
  p_earliest time, p_latest time, p_request uuid, p_now timestamptz, p_attendee text DEFAULT NULL,
  p_services uuid[] DEFAULT '{}', p_people text[] DEFAULT '{}') RETURNS waitlist_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  wanted uuid[] := CASE WHEN cardinality(p_services) = 0 THEN ARRAY[p_service] ELSE p_services END;
  rule record;
  known uuid;
BEGIN
  PERFORM FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN ROW('caller_not_identified', false, NULL)::waitlist_result; END IF;
  IF cardinality(p_services) NOT IN (0, 2, 3, 4) OR cardinality(p_services) <> cardinality(p_people) THEN
    RETURN ROW('visit_too_long', false, NULL)::waitlist_result;
  END IF;
  -- whom the caller asks for does what they can of a visit, others the rest
  SELECT t.open_bookings_per_caller AS most, (p_now AT TIME ZONE t.timezone)::date AS today,
         min(coalesce(v.max_days_ahead, t.max_days_ahead)) AS horizon,
         count(*) FILTER (WHERE EXISTS (
           SELECT FROM service_providers sp JOIN providers p ON p.tenant_id = sp.tenant_id AND p.id = sp.provider_id
            WHERE sp.tenant_id = t.id AND sp.service_id = v.id AND p.is_active)) AS performed,
         bool_or(p_provider IS NULL OR EXISTS (
           SELECT FROM service_providers sp JOIN providers p ON p.tenant_id = sp.tenant_id AND p.id = sp.provider_id
            WHERE sp.tenant_id = t.id AND sp.service_id = v.id AND p.is_active AND p.id = p_provider)) AS by_whom
    INTO rule
    FROM tenants t CROSS JOIN unnest(wanted) w (service)
    JOIN services v ON v.tenant_id = t.id AND v.id = w.service AND v.is_active
   WHERE t.id = p_tenant GROUP BY t.id;
  IF NOT FOUND OR rule.performed < cardinality(wanted) OR NOT rule.by_whom THEN
    RETURN ROW('slot_not_found', false, NULL)::waitlist_result;
  END IF;
  IF p_last < rule.today THEN RETURN ROW('slot_in_past', false, NULL)::waitlist_result; END IF;
  IF p_first > rule.today + rule.horizon THEN RETURN ROW('too_far_ahead', false, NULL)::waitlist_result; END IF;
  SELECT id INTO known FROM waitlist w WHERE w.tenant_id = p_tenant AND w.contact_number = p_contact
     AND (w.request_id = p_request OR w.state IN ('waiting', 'offered')
       AND (w.service_id, w.first_day, w.last_day) = (wanted[1], p_first, p_last)
       AND (w.provider_id, w.earliest, w.latest, lower(w.attendee))
         IS NOT DISTINCT FROM (p_provider, p_earliest, p_latest, lower(p_attendee))
       AND (SELECT coalesce(array_agg(service_id ORDER BY position), '{}') FROM waitlist_parts WHERE entry_id = w.id)
         = p_services
       AND (SELECT coalesce(array_agg(lower(attendee) ORDER BY position), '{}') FROM waitlist_parts WHERE entry_id = w.id)
         IS NOT DISTINCT FROM (SELECT coalesce(array_agg(lower(who) ORDER BY n), '{}')
                                 FROM unnest(p_people) WITH ORDINALITY p (who, n)))
   ORDER BY w.request_id = p_request DESC LIMIT 1;
  IF known IS NOT NULL THEN RETURN ROW('waiting', true, known)::waitlist_result; END IF;
  IF (SELECT count(*) FROM waitlist WHERE tenant_id = p_tenant AND contact_number = p_contact
        AND state IN ('waiting', 'offered') AND last_day >= rule.today) >= rule.most THEN
    RETURN ROW('too_many_wishes', false, NULL)::waitlist_result;
  END IF;
  INSERT INTO waitlist (tenant_id, contact_number, service_id, provider_id, first_day, last_day, earliest, latest,
    request_id, created_at, attendee)
  VALUES (p_tenant, p_contact, wanted[1], p_provider, p_first, p_last, p_earliest, p_latest, p_request, p_now, p_attendee)
  RETURNING id INTO known;
  INSERT INTO waitlist_parts (tenant_id, entry_id, position, service_id, attendee)
  SELECT p_tenant, known, n, service, who FROM unnest(p_services, p_people) WITH ORDINALITY p (service, who, n);
  RETURN ROW('waiting', false, known)::waitlist_result;
END $$;

-- As before, for whom the entry is. What is held of a visit is taken up by accept_waitlist_visit.
CREATE OR REPLACE FUNCTION accept_waitlist_offer(p_tenant uuid, p_contact text, p_offer uuid, p_request uuid,
  p_session text, p_now timestamptz) RETURNS booking_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  o waitlist_offers;
  whom text;
  answer booking_result;
BEGIN
  SELECT f.* INTO o FROM waitlist_offers f JOIN waitlist w ON w.id = f.entry_id
   WHERE f.tenant_id = p_tenant AND f.id = p_offer AND w.contact_number = p_contact
     AND NOT EXISTS (SELECT FROM waitlist_parts p WHERE p.entry_id = w.id);
  IF NOT FOUND THEN RETURN booking_answer('offer_expired', NULL, false); END IF;
  IF o.state = 'accepted' THEN RETURN booking_answer('booked', o.appointment_id, true); END IF;
  IF o.state <> 'held' OR o.expires_at <= p_now THEN RETURN booking_answer('offer_expired', NULL, false); END IF;
  whom := (SELECT attendee FROM waitlist WHERE id = o.entry_id);
  PERFORM set_config('app.caller', p_contact, true);
  answer := book_appointment(p_tenant => p_tenant, p_contact => p_contact, p_slot => o.slot_id,
    p_service => o.service_id, p_request => p_request, p_session => p_session, p_now => p_now, p_attendee => whom);
  PERFORM set_config('app.caller', '', true);
  IF answer.outcome = 'booked' THEN
    UPDATE waitlist_offers SET state = 'accepted', appointment_id = answer.id WHERE id = o.id;
    UPDATE waitlist SET state = 'booked' WHERE id = o.entry_id;
  END IF;
  RETURN answer;
END $$;

-- Books all of the visit that is held for this caller, or none; again answers as the first time.
CREATE FUNCTION accept_waitlist_visit(p_tenant uuid, p_contact text, p_offer uuid, p_request uuid, p_session text,
  p_now timestamptz) RETURNS SETOF visit_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  o waitlist_offers;
  made visit_result[];
BEGIN
  SELECT f.* INTO o FROM waitlist_offers f JOIN waitlist w ON w.id = f.entry_id
   WHERE f.tenant_id = p_tenant AND f.id = p_offer AND f.part_of IS NULL AND w.contact_number = p_contact;
  IF o.state = 'accepted' THEN
    RETURN QUERY SELECT * FROM visit_answer('booked', true, ARRAY(
      SELECT appointment_id FROM waitlist_offers WHERE id = o.id OR part_of = o.id));
    RETURN;
  ELSIF o.state IS DISTINCT FROM 'held' OR o.expires_at <= p_now THEN
    RETURN QUERY SELECT * FROM visit_refused(p_tenant, 'offer_expired', NULL, NULL);
    RETURN;
  END IF;
  PERFORM set_config('app.caller', p_contact, true), set_config('app.waitlist_entry', o.entry_id::text, true);
  made := ARRAY(
    SELECT b FROM (
      SELECT array_agg(f.slot_id ORDER BY f.part) AS slots, array_agg(f.service_id ORDER BY f.part) AS services,
             array_agg(p.attendee ORDER BY f.part) AS people
        FROM waitlist_offers f JOIN waitlist_parts p ON p.entry_id = f.entry_id AND p.position = f.part
       WHERE f.id = o.id OR f.part_of = o.id) held
     CROSS JOIN LATERAL book_visit(p_tenant, p_contact, held.slots, held.services, held.people, p_request, p_session,
                                   p_now) b);
  PERFORM set_config('app.caller', '', true), set_config('app.waitlist_entry', '', true);
  IF (made[1]).outcome = 'booked' THEN
    UPDATE waitlist_offers f SET state = 'accepted', appointment_id = m.id
      FROM unnest(made) m WHERE (f.id = o.id OR f.part_of = o.id) AND f.part = m.part;
    UPDATE waitlist SET state = 'booked' WHERE id = o.entry_id;
  END IF;
  RETURN QUERY SELECT * FROM unnest(made);
END $$;

-- Ends the hold of an entry, all parts of it, and offers the time to the next.
CREATE OR REPLACE FUNCTION waitlist_release(p_entry uuid, p_offer_state text, p_entry_state text, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  freed date;
  e waitlist;
BEGIN
  WITH ended AS (
    UPDATE waitlist_offers SET state = p_offer_state WHERE entry_id = p_entry AND state = 'held' RETURNING day
  ) SELECT min(day) INTO freed FROM ended;
  UPDATE waitlist SET state = p_entry_state WHERE id = p_entry AND state IN ('waiting', 'offered') RETURNING * INTO e;
  IF freed IS NOT NULL THEN PERFORM waitlist_serve(e.tenant_id, freed, e.contact_number, p_now); END IF;
END $$;

-- ---- what an owner leaves aside ---------------------------------------------------------------------

-- A rule of the owner's own that the owner left aside for one change of one appointment. The row is both
-- the record and the permission, which ends with the transaction that writes it. What is booked twice,
-- a room or a person, is no rule: nothing lifts that.
CREATE TABLE rule_overrides (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  rule text NOT NULL CHECK (rule IN ('late_change', 'notice', 'horizon', 'daily_cap', 'hours')),
  session_id text NOT NULL,
  at timestamptz NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now(),
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointments (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE rule_overrides IS 'Which rules the owner left aside for a change of an appointment, and when.';
COMMENT ON COLUMN rule_overrides.written_in IS 'The transaction that may leave the rule aside.';
CREATE INDEX rule_overrides_of_appointment ON rule_overrides (appointment_id);

CREATE FUNCTION rule_lifted(p_appointment uuid, p_rule text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM rule_overrides WHERE appointment_id = p_appointment AND rule = p_rule
    AND written_at = now() AND written_in = pg_current_xact_id_if_assigned())
$$;

-- As before, but for the rules that the owner leaves aside.
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
  IF s.starts_at < p_now + rule.notice AND NOT rule_lifted(p_moving, 'notice') THEN RETURN 'too_short_notice'; END IF;
  IF s.slot_date > rule.today + rule.horizon AND NOT rule_lifted(p_moving, 'horizon') THEN
    RETURN 'too_far_ahead';
  END IF;
  IF (NOT s.is_open OR s.starts_at + make_interval(mins => p_minutes) > s.open_until)
     AND NOT rule_lifted(p_moving, 'hours') THEN
    RETURN 'outside_opening_hours';
  END IF;
  IF EXISTS (SELECT FROM appointments a
      WHERE a.provider_id = s.provider_id AND a.status = 'scheduled' AND a.id IS DISTINCT FROM p_moving
        AND a.busy && wanted_time(s, p_minutes, p_before, p_after)) THEN
    RETURN 'slot_taken';
  END IF;
  IF EXISTS (SELECT FROM held_for_others(p_tenant, p_now, who_asks(p_tenant, p_moving)) h
      WHERE h.provider_id = s.provider_id AND h.busy && wanted_time(s, p_minutes, p_before, p_after)) THEN
    RETURN 'slot_held';
  END IF;
  RETURN place_refusal_at(p_tenant, p_service, s.slot_date,
    tstzrange(s.starts_at - make_interval(mins => p_before),
              s.starts_at + make_interval(mins => p_minutes + p_after)), p_moving, p_now);
END $$;

-- As before, but for a day's cap that the owner leaves aside.
CREATE OR REPLACE FUNCTION place_refusal_at(p_tenant uuid, p_service uuid, p_day date, p_busy tstzrange, p_moving uuid,
  p_now timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH held AS MATERIALIZED (
    SELECT * FROM held_for_others(p_tenant, p_now, who_asks(p_tenant, p_moving))
  ), booked AS (
    SELECT count(*) AS number, bool_or(a.id = p_moving) IS TRUE AS stays FROM appointments a
     WHERE a.tenant_id = p_tenant AND a.appointment_date = p_day AND a.service_id = p_service
       AND a.status = 'scheduled'
  )
  SELECT CASE
    WHEN v.daily_cap <= b.number + (SELECT count(*) FROM held h WHERE h.service_id = p_service AND h.day = p_day)
     AND NOT b.stays AND NOT rule_lifted(p_moving, 'daily_cap') THEN 'day_full'
    WHEN needs_room(p_tenant, p_service) AND NOT EXISTS (
      SELECT FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id AND r.id = sr.room_id
       WHERE sr.tenant_id = p_tenant AND sr.service_id = p_service AND r.is_active
         AND NOT EXISTS (SELECT FROM appointments a WHERE a.room_id = r.id AND a.status = 'scheduled'
                            AND a.busy && p_busy AND a.id IS DISTINCT FROM p_moving)
         AND NOT EXISTS (SELECT FROM held h WHERE h.room_id = r.id AND h.busy && p_busy)) THEN 'no_room' END
    FROM services v, booked b WHERE v.tenant_id = p_tenant AND v.id = p_service
$$;

-- A closed cell for an owner who moves an appointment to where the hours make none; none is offered there.
CREATE FUNCTION owners_cell(p_tenant uuid, p_provider uuid, p_starts_at timestamptz, p_minutes integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  cell uuid;
BEGIN
  PERFORM diary_lock(p_tenant, false);
  INSERT INTO slots (tenant_id, provider_id, starts_at, duration_minutes, is_open)
  VALUES (p_tenant, p_provider, p_starts_at, p_minutes, false)
  ON CONFLICT (tenant_id, provider_id, starts_at) DO NOTHING RETURNING id INTO cell;
  RETURN coalesce(cell,
    (SELECT id FROM slots WHERE tenant_id = p_tenant AND provider_id = p_provider AND starts_at = p_starts_at));
END $$;

-- ---- who may ---------------------------------------------------------------------------------------

ALTER TABLE waitlist_parts ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON waitlist_parts FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON waitlist_parts TO service_role;
GRANT SELECT ON waitlist_parts TO voice_agent, ringbook_app;
CREATE POLICY one_practice ON waitlist_parts TO voice_agent USING (tenant_id = (SELECT current_tenant()))
  WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON waitlist_parts TO ringbook_app USING (true) WITH CHECK (true);
REVOKE ALL ON waitlist_details FROM PUBLIC, anon, authenticated;
GRANT SELECT ON waitlist_details TO voice_agent, service_role, ringbook_app;
REVOKE EXECUTE ON FUNCTION person_is_busy, waitlist_fit_visit, waitlist_places, waitlist_hold, waitlist_give_way,
  visits_fulfil_waitlist, join_waitlist, accept_waitlist_visit FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION join_waitlist, accept_waitlist_visit TO voice_agent, service_role, ringbook_app;

ALTER TABLE rule_overrides ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON rule_overrides FROM PUBLIC, anon, authenticated;
REVOKE ALL ON SEQUENCE rule_overrides_id_seq FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT ON rule_overrides TO service_role, ringbook_app;
GRANT SELECT ON rule_overrides TO voice_agent;
CREATE POLICY one_practice ON rule_overrides TO voice_agent USING (tenant_id = (SELECT current_tenant()))
  WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON rule_overrides TO ringbook_app USING (true) WITH CHECK (true);
REVOKE EXECUTE ON FUNCTION rule_lifted, owners_cell FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION owners_cell TO service_role, ringbook_app;
