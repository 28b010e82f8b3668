-- The waiting list. Who found nothing free waits for a day or a stretch of days; a time that comes
-- free is held for the first whom it suits, for a while, and then for the next.
--
-- Lock order: as for every write (diary shared, cells in id order, caller, appointment), then an
-- offer, then its entry. An offer is often made while an appointment is locked, in the transaction
-- that frees its time; so whatever making one locks beyond that is taken without waiting. What is
-- locked by somebody else is left to the scheduled job.

ALTER TABLE tenants ADD COLUMN waitlist_hold_minutes integer NOT NULL DEFAULT 30
  CHECK (waitlist_hold_minutes BETWEEN 1 AND 10080);
COMMENT ON COLUMN tenants.waitlist_hold_minutes IS 'How long a time that came free is kept for one who waits for it.';

CREATE TABLE waitlist (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  place bigint GENERATED ALWAYS AS IDENTITY,
  contact_number text NOT NULL,
  service_id uuid NOT NULL,
  provider_id uuid,
  first_day date NOT NULL,
  last_day date NOT NULL,
  earliest time,
  latest time,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'offered', 'booked', 'expired', 'withdrawn')),
  request_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, request_id),
  FOREIGN KEY (tenant_id, contact_number) REFERENCES users ON UPDATE CASCADE,
  FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES providers (tenant_id, id),
  CHECK (first_day <= last_day),
  CHECK (earliest <= latest)
);
COMMENT ON TABLE waitlist IS 'Who waits for what, on the practice''s wall clock; served in order of place.';
COMMENT ON COLUMN waitlist.provider_id IS 'NULL: anyone.';
COMMENT ON COLUMN waitlist.earliest IS 'The first start that suits, latest the last one; NULL: any.';
COMMENT ON COLUMN waitlist.state IS 'offered: a time is held for it now. expired: its days have passed.';
CREATE INDEX waitlist_waiting ON waitlist (tenant_id, place) WHERE state = 'waiting';
CREATE INDEX waitlist_by_user ON waitlist (tenant_id, contact_number);
CREATE TRIGGER z_touch BEFORE UPDATE ON waitlist FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();

CREATE TABLE waitlist_offers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  slot_id uuid NOT NULL,
  service_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  room_id uuid,
  day date NOT NULL,
  starts_at timestamptz NOT NULL,
  busy tstzrange NOT NULL,
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'accepted', 'declined', 'expired', 'withdrawn')),
  offered_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > offered_at),
  appointment_id uuid,
  announced_by text[] NOT NULL DEFAULT '{}',
  FOREIGN KEY (tenant_id, entry_id) REFERENCES waitlist (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, slot_id) REFERENCES slots (tenant_id, id),
  FOREIGN KEY (tenant_id, room_id) REFERENCES rooms (tenant_id, id),
  FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointments (tenant_id, id),
  CHECK ((state = 'accepted') = (appointment_id IS NOT NULL)),
  -- No time is ever held for two.
  CONSTRAINT waitlist_offers_held_once EXCLUDE USING gist (provider_id WITH =, busy WITH &&) WHERE (state = 'held'),
  CONSTRAINT waitlist_offers_one_in_a_room
    EXCLUDE USING gist (room_id WITH =, busy WITH &&) WHERE (state = 'held' AND room_id IS NOT NULL)
);
COMMENT ON TABLE waitlist_offers IS 'A time held for an entry of the waiting list until expires_at, buffers included.';
COMMENT ON COLUMN waitlist_offers.announced_by IS 'Channels that have told the caller.';
CREATE UNIQUE INDEX waitlist_offers_one_each ON waitlist_offers (entry_id) WHERE state = 'held';
CREATE INDEX waitlist_offers_of_entry ON waitlist_offers (entry_id, slot_id);
CREATE INDEX waitlist_offers_due ON waitlist_offers (tenant_id, expires_at) WHERE state = 'held';

-- ---- what is held ----------------------------------------------------------------------------------

-- Who is asking: the owner of the appointment that moves, else whom the writer named for this transaction.
CREATE FUNCTION who_asks(p_tenant uuid, p_moving uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce((SELECT contact_number FROM appointments WHERE tenant_id = p_tenant AND id = p_moving),
                  nullif(current_setting('app.caller', true), ''))
$$;

-- What is held at an instant for anybody else.
CREATE FUNCTION held_for_others(p_tenant uuid, p_now timestamptz, p_caller text) RETURNS SETOF waitlist_offers
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.* FROM waitlist_offers o JOIN waitlist w ON w.id = o.entry_id
   WHERE o.tenant_id = p_tenant AND o.state = 'held' AND o.expires_at > p_now
     AND w.contact_number IS DISTINCT FROM p_caller
$$;

-- As before; of rooms that are free, one that is held for nobody comes first.
CREATE OR REPLACE FUNCTION free_room(p_tenant uuid, p_service uuid, p_busy tstzrange, p_moving uuid, p_present uuid)
RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT r.id
    FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id AND r.id = sr.room_id
   WHERE sr.tenant_id = p_tenant AND sr.service_id = p_service AND r.is_active
     AND NOT EXISTS (SELECT FROM appointments a
                      WHERE a.room_id = r.id AND a.status = 'scheduled' AND a.busy && p_busy
                        AND a.id IS DISTINCT FROM p_moving)
   ORDER BY EXISTS (SELECT FROM waitlist_offers o WHERE o.room_id = r.id AND o.state = 'held' AND o.busy && p_busy),
            r.id IS DISTINCT FROM p_present,
            (SELECT count(*) FROM service_rooms o WHERE o.tenant_id = r.tenant_id AND o.room_id = r.id),
            r.position
   LIMIT 1
$$;

-- Why there is no place for a service once what is held for others is counted too.
CREATE FUNCTION place_refusal_at(p_tenant uuid, p_service uuid, p_day date, p_busy tstzrange, p_moving uuid,
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
     AND NOT b.stays THEN 'day_full'
    WHEN needs_room(p_tenant, p_service) AND NOT EXISTS (
      SELECT FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id AND r.id = sr.room_id
       WHERE sr.tenant_id = p_tenant AND sr.service_id = p_service AND r.is_active
         AND NOT EXISTS (SELECT FROM appointments a WHERE a.room_id = r.id AND a.status = 'scheduled'
                            AND a.busy && p_busy AND a.id IS DISTINCT FROM p_moving)
         AND NOT EXISTS (SELECT FROM held h WHERE h.room_id = r.id AND h.busy && p_busy)) THEN 'no_room' END
    FROM services v, booked b WHERE v.tenant_id = p_tenant AND v.id = p_service
$$;

-- What a write asks once more when it has the practice's places to itself; its instant is the write's.
CREATE OR REPLACE FUNCTION place_refusal(p_tenant uuid, p_service uuid, p_day date, p_busy tstzrange, p_moving uuid)
RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT place_refusal_at(p_tenant, p_service, p_day, p_busy, p_moving,
    coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()))
$$;

-- As before, and what is held for somebody else is refused.
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
  IF EXISTS (SELECT FROM held_for_others(p_tenant, p_now, who_asks(p_tenant, p_moving)) h
      WHERE h.provider_id = s.provider_id AND h.busy && wanted_time(s, p_minutes, p_before, p_after)) THEN
    RETURN 'slot_held';
  END IF;
  RETURN place_refusal_at(p_tenant, p_service, s.slot_date,
    tstzrange(s.starts_at - make_interval(mins => p_before),
              s.starts_at + make_interval(mins => p_minutes + p_after)), p_moving, p_now);
END $$;

-- As before, without what is held: no part of a visit is offered there.
ALTER FUNCTION visit_options(uuid, uuid[], integer[], uuid, date, uuid[], timestamptz) RENAME TO visit_options_in_diary;
CREATE FUNCTION visit_options(p_tenant uuid, p_services uuid[], p_people integer[], p_provider uuid,
  p_day date, p_moving uuid[], p_now timestamptz) RETURNS SETOF visit_option
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT v.* FROM visit_options_in_diary(p_tenant, p_services, p_people, p_provider, p_day, p_moving, p_now) v
   WHERE NOT EXISTS (SELECT FROM held_for_others(p_tenant, p_now, NULL) h
                      WHERE h.busy && v.busy AND (h.provider_id = v.provider_id OR h.room_id = v.room_id))
$$;

-- ---- making offers -----------------------------------------------------------------------------

-- The first free cell that an entry waits for, on p_day or on any of its days; never one that it
-- has been offered before.
CREATE FUNCTION waitlist_fit(e waitlist, p_day date, p_now timestamptz) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT c.id FROM (
    SELECT s.id, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes
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
   LIMIT 1
$$;

-- Until when a time is kept: as long as the owner says, and not beyond when it can still be booked.
CREATE FUNCTION waitlist_until(p_tenant uuid, p_service uuid, p_starts_at timestamptz, p_now timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT least(p_now + make_interval(mins => t.waitlist_hold_minutes),
               p_starts_at - make_interval(mins => coalesce(v.min_notice_minutes, t.min_notice_minutes)))
    FROM tenants t JOIN services v ON v.tenant_id = t.id WHERE t.id = p_tenant AND v.id = p_service
$$;

-- Holds for one entry the first time that suits it. Needs the diary's lock.
CREATE FUNCTION waitlist_offer(p_entry uuid, p_day date, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  e waitlist;
  v services;
  s slots;
  cells uuid[];
  locked bigint;
  until timestamptz;
  room uuid;
BEGIN
  SELECT * INTO e FROM waitlist WHERE id = p_entry AND state = 'waiting' FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO s FROM slots WHERE id = waitlist_fit(e, p_day, p_now);
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO v FROM services WHERE tenant_id = e.tenant_id AND id = e.service_id;
  cells := ARRAY(SELECT cells_over(e.tenant_id, s.provider_id,
    wanted_time(s, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes)));
  SELECT count(*) INTO locked FROM (
    SELECT FROM slots WHERE id = ANY (cells) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) held;
  IF locked < cardinality(cells) THEN RETURN false; END IF;
  IF (v.daily_cap IS NOT NULL OR needs_room(e.tenant_id, v.id))
     AND NOT pg_try_advisory_xact_lock(hashtextextended(e.tenant_id::text, 1)) THEN  -- places_lock, without waiting
    RETURN false;
  END IF;
  IF slot_refusal(e.tenant_id, s.id, v.id, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes,
                  p_now, NULL) IS NOT NULL THEN
    RETURN false;
  END IF;
  until := waitlist_until(e.tenant_id, v.id, s.starts_at, p_now);
  IF until <= p_now THEN RETURN false; END IF;
  room := free_room(e.tenant_id, v.id, tstzrange(s.starts_at - make_interval(mins => v.buffer_before_minutes),
    s.starts_at + make_interval(mins => v.duration_minutes + v.buffer_after_minutes)), NULL, NULL);
  INSERT INTO waitlist_offers (tenant_id, entry_id, slot_id, service_id, provider_id, room_id, day, starts_at, busy,
    offered_at, expires_at)
  VALUES (e.tenant_id, e.id, s.id, v.id, s.provider_id, room, s.slot_date, s.starts_at,
    tstzrange(s.starts_at - make_interval(mins => v.buffer_before_minutes),
              s.starts_at + make_interval(mins => v.duration_minutes + v.buffer_after_minutes)), p_now, until);
  UPDATE waitlist SET state = 'offered' WHERE id = e.id;
  RETURN true;
EXCEPTION WHEN exclusion_violation OR unique_violation THEN  -- held at a clock that is ahead of this one
  RETURN false;
END $$;

-- Ends the holds that nobody took up in time, and the wishes whose days are over.
CREATE FUNCTION waitlist_expire(p_tenant uuid, p_now timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH due AS (
    SELECT id, entry_id FROM waitlist_offers
     WHERE tenant_id = p_tenant AND state = 'held' AND expires_at <= p_now FOR NO KEY UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE waitlist_offers o SET state = 'expired' FROM due WHERE o.id = due.id
  )
  UPDATE waitlist w SET state = 'waiting' FROM due WHERE w.id = due.entry_id AND w.state = 'offered';
  WITH over AS (
    SELECT w.id FROM waitlist w JOIN tenants t ON t.id = w.tenant_id
     WHERE w.tenant_id = p_tenant AND w.state = 'waiting'
       AND w.last_day < (p_now AT TIME ZONE t.timezone)::date FOR NO KEY UPDATE OF w SKIP LOCKED
  )
  UPDATE waitlist w SET state = 'expired' FROM over WHERE w.id = over.id;
$$;

-- Offers what is free to those who wait, in order of place; returns how many got an offer. With a day
-- only what is free that day, and only once: what one change frees is one time. p_but has given
-- it up, and is not asked. Needs the diary's lock.
CREATE FUNCTION waitlist_serve(p_tenant uuid, p_day date, p_but text, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  entry uuid;
  offers integer := 0;
BEGIN
  PERFORM waitlist_expire(p_tenant, p_now);
  FOR entry IN SELECT id FROM waitlist
      WHERE tenant_id = p_tenant AND state = 'waiting' AND contact_number IS DISTINCT FROM p_but
        AND (p_day IS NULL OR p_day BETWEEN first_day AND last_day) ORDER BY place LOOP
    offers := offers + waitlist_offer(entry, p_day, p_now)::integer;
    EXIT WHEN p_day IS NOT NULL AND offers > 0;
  END LOOP;
  RETURN offers;
END $$;

-- The scheduled job: whatever came free otherwise, what expired, what was locked when it came free.
CREATE FUNCTION tend_waitlist(p_tenant uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
BEGIN
  PERFORM diary_lock(p_tenant, false);
  RETURN waitlist_serve(p_tenant, NULL, NULL, p_now);
END $$;

-- A time that a cancellation or a move frees is held for the first who waits for it before anybody
-- else can see it free. The diary is locked by the writing functions; who changes a row by hand may
-- not have done so, and must not wait for it now.
CREATE FUNCTION appointments_wake_waitlist() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM waitlist WHERE tenant_id = OLD.tenant_id AND state = 'waiting'
                AND OLD.appointment_date BETWEEN first_day AND last_day)
     AND pg_try_advisory_xact_lock_shared(hashtextextended(OLD.tenant_id::text, 0)) THEN
    PERFORM waitlist_serve(OLD.tenant_id, OLD.appointment_date, OLD.contact_number,
      coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER d_waitlist AFTER UPDATE OF slot_id, status ON appointments FOR EACH ROW
  WHEN (OLD.status = 'scheduled' AND (NEW.status <> 'scheduled' OR NEW.slot_id <> OLD.slot_id))
  EXECUTE FUNCTION appointments_wake_waitlist();

-- Who books or moves to what they wait for, by whatever way, waits for it no longer. The row of an
-- entry that is just being offered something is left to that offer, which its caller may decline.
CREATE FUNCTION appointments_fulfil_waitlist() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  entry uuid;
BEGIN
  FOR entry IN SELECT w.id FROM waitlist w
      WHERE w.tenant_id = NEW.tenant_id AND w.contact_number = NEW.contact_number
        AND w.state IN ('waiting', 'offered') AND w.service_id = NEW.service_id
        AND NEW.provider_id = coalesce(w.provider_id, NEW.provider_id)
        AND NEW.appointment_date BETWEEN w.first_day AND w.last_day
        AND NEW.appointment_time BETWEEN coalesce(w.earliest, '00:00') AND coalesce(w.latest, '24:00')
      FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    UPDATE waitlist_offers SET state = CASE WHEN slot_id = NEW.slot_id THEN 'accepted' ELSE 'withdrawn' END,
        appointment_id = CASE WHEN slot_id = NEW.slot_id THEN NEW.id END
     WHERE entry_id = entry AND state = 'held';
    UPDATE waitlist SET state = 'booked' WHERE id = entry;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER e_waitlist AFTER INSERT ON appointments FOR EACH ROW
  WHEN (NEW.status = 'scheduled') EXECUTE FUNCTION appointments_fulfil_waitlist();
CREATE TRIGGER e_waitlist_of_change AFTER UPDATE OF slot_id, status ON appointments FOR EACH ROW
  WHEN (NEW.status = 'scheduled' AND (OLD.slot_id, OLD.status) IS DISTINCT FROM (NEW.slot_id, NEW.status))
  EXECUTE FUNCTION appointments_fulfil_waitlist();

-- ---- what a caller does ----------------------------------------------------------------------------

CREATE TYPE waitlist_result AS (outcome text, replayed boolean, id uuid);

-- The same request again, and the same wish while it waits, answer with the entry that is there.
CREATE FUNCTION join_waitlist(p_tenant uuid, p_contact text, p_service uuid, p_provider uuid, p_first date, p_last date,
  p_earliest time, p_latest time, p_request uuid, p_now timestamptz) RETURNS waitlist_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  rule record;
  known uuid;
BEGIN
  PERFORM FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN ROW('caller_not_identified', false, NULL)::waitlist_result; END IF;
  SELECT t.open_bookings_per_caller AS most, (p_now AT TIME ZONE t.timezone)::date AS today,
         coalesce(v.max_days_ahead, t.max_days_ahead) AS horizon INTO rule
    FROM tenants t JOIN services v ON v.tenant_id = t.id AND v.is_active
   WHERE t.id = p_tenant AND v.id = p_service
     AND EXISTS (SELECT FROM service_providers sp JOIN providers p ON p.tenant_id = sp.tenant_id AND p.id = sp.provider_id
       WHERE sp.tenant_id = t.id AND sp.service_id = v.id AND p.is_active
         AND p.id = coalesce(p_provider, p.id));
  IF NOT FOUND THEN RETURN ROW('slot_not_found', false, NULL)::waitlist_result; END IF;
  IF p_last < rule.today THEN RETURN ROW('slot_in_past', false, NULL)::waitlist_result; END IF;
  IF p_first > rule.today + rule.horizon THEN RETURN ROW('too_far_ahead', false, NULL)::waitlist_result; END IF;
  SELECT id INTO known FROM waitlist w WHERE w.tenant_id = p_tenant AND w.contact_number = p_contact
     AND (w.request_id = p_request OR w.state IN ('waiting', 'offered')
       AND (w.service_id, w.first_day, w.last_day) = (p_service, p_first, p_last)
       AND (w.provider_id, w.earliest, w.latest) IS NOT DISTINCT FROM (p_provider, p_earliest, p_latest))
   ORDER BY w.request_id = p_request DESC LIMIT 1;
  IF known IS NOT NULL THEN RETURN ROW('waiting', true, known)::waitlist_result; END IF;
  IF (SELECT count(*) FROM waitlist WHERE tenant_id = p_tenant AND contact_number = p_contact
        AND state IN ('waiting', 'offered') AND last_day >= rule.today) >= rule.most THEN
    RETURN ROW('too_many_wishes', false, NULL)::waitlist_result;
  END IF;
  INSERT INTO waitlist (tenant_id, contact_number, service_id, provider_id, first_day, last_day, earliest, latest,
    request_id, created_at)
  VALUES (p_tenant, p_contact, p_service, p_provider, p_first, p_last, p_earliest, p_latest, p_request, p_now)
  RETURNING id INTO known;
  RETURN ROW('waiting', false, known)::waitlist_result;
END $$;

-- Books what is held for this caller. Whatever else a booking obeys, this one obeys too.
CREATE FUNCTION accept_waitlist_offer(p_tenant uuid, p_contact text, p_offer uuid, p_request uuid, p_session text,
  p_now timestamptz) RETURNS booking_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  o waitlist_offers;
  answer booking_result;
BEGIN
  SELECT f.* INTO o FROM waitlist_offers f JOIN waitlist w ON w.id = f.entry_id
   WHERE f.tenant_id = p_tenant AND f.id = p_offer AND w.contact_number = p_contact;
  IF NOT FOUND THEN RETURN booking_answer('offer_expired', NULL, false); END IF;
  IF o.state = 'accepted' THEN RETURN booking_answer('booked', o.appointment_id, true); END IF;
  IF o.state <> 'held' OR o.expires_at <= p_now THEN RETURN booking_answer('offer_expired', NULL, false); END IF;
  PERFORM set_config('app.caller', p_contact, true);
  answer := book_appointment(p_tenant => p_tenant, p_contact => p_contact, p_slot => o.slot_id,
    p_service => o.service_id, p_request => p_request, p_session => p_session, p_now => p_now);
  PERFORM set_config('app.caller', '', true);
  IF answer.outcome = 'booked' THEN
    UPDATE waitlist_offers SET state = 'accepted', appointment_id = answer.id WHERE id = o.id;
    UPDATE waitlist SET state = 'booked' WHERE id = o.entry_id;
  END IF;
  RETURN answer;
END $$;

-- Ends the hold of an entry, and offers the time to the next.
CREATE FUNCTION waitlist_release(p_entry uuid, p_offer_state text, p_entry_state text, p_now timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  freed date;
  e waitlist;
BEGIN
  UPDATE waitlist_offers SET state = p_offer_state WHERE entry_id = p_entry AND state = 'held' RETURNING day INTO freed;
  UPDATE waitlist SET state = p_entry_state WHERE id = p_entry AND state IN ('waiting', 'offered') RETURNING * INTO e;
  IF freed IS NOT NULL THEN PERFORM waitlist_serve(e.tenant_id, freed, e.contact_number, p_now); END IF;
END $$;

-- The caller does not want the time that is held; they go on waiting for another.
CREATE FUNCTION decline_waitlist_offer(p_tenant uuid, p_contact text, p_offer uuid, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  entry uuid;
BEGIN
  PERFORM diary_lock(p_tenant, false);
  SELECT w.id INTO entry FROM waitlist_offers o JOIN waitlist w ON w.id = o.entry_id
   WHERE o.tenant_id = p_tenant AND o.id = p_offer AND o.state = 'held' AND w.contact_number = p_contact;
  IF FOUND THEN PERFORM waitlist_release(entry, 'declined', 'waiting', p_now); END IF;
  RETURN FOUND;
END $$;

-- Off the list; p_contact NULL is the owner's doing. False: not on it (any more).
CREATE FUNCTION withdraw_from_waitlist(p_tenant uuid, p_contact text, p_entry uuid, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  entry uuid;
BEGIN
  PERFORM diary_lock(p_tenant, false);
  SELECT id INTO entry FROM waitlist WHERE tenant_id = p_tenant AND id = p_entry
     AND contact_number = coalesce(p_contact, contact_number) AND state IN ('waiting', 'offered');
  IF entry IS NULL THEN RETURN false; END IF;
  PERFORM waitlist_release(entry, 'withdrawn', 'withdrawn', p_now);
  RETURN true;
END $$;

-- Who is erased waits for nothing; before the number is replaced, so that none is offered in between.
CREATE FUNCTION forget_waitlist() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM waitlist WHERE tenant_id = OLD.tenant_id AND contact_number = OLD.contact_number;
  RETURN NEW;
END $$;
CREATE TRIGGER a_forget_waitlist BEFORE UPDATE OF erased_at ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION forget_waitlist();

-- ---- who may ---------------------------------------------------------------------------------------

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['waitlist', 'waitlist_offers'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO service_role', t);
    EXECUTE format('GRANT SELECT ON %I TO voice_agent, ringbook_app', t);
    EXECUTE format('CREATE POLICY one_practice ON %I TO voice_agent USING (tenant_id = (SELECT current_tenant()))'
      ' WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('CREATE POLICY every_practice ON %I TO ringbook_app USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT UPDATE (announced_by) ON waitlist_offers TO ringbook_app;
REVOKE ALL ON SEQUENCE waitlist_place_seq FROM PUBLIC, anon, authenticated;
REVOKE EXECUTE ON FUNCTION who_asks, held_for_others, place_refusal_at, visit_options, waitlist_fit, waitlist_until, waitlist_offer,
  waitlist_expire, waitlist_serve, tend_waitlist, appointments_wake_waitlist, appointments_fulfil_waitlist, join_waitlist, accept_waitlist_offer,
  waitlist_release, decline_waitlist_offer, withdraw_from_waitlist, forget_waitlist FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION tend_waitlist, join_waitlist, accept_waitlist_offer, decline_waitlist_offer,
  withdraw_from_waitlist TO voice_agent, service_role, ringbook_app;
