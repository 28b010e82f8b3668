-- Bookings for someone else: one number books for several people, each of whom can be in one place.

ALTER TABLE appointments ADD COLUMN attendee text
  CHECK (attendee = btrim(attendee) AND char_length(attendee) BETWEEN 1 AND 200);
COMMENT ON COLUMN appointments.attendee IS 'Whom it is for, as the caller said it; NULL is the caller.';

CREATE OR REPLACE VIEW appointment_details WITH (security_invoker = true) AS
  SELECT a.id, a.slot_id, a.starts_at, a.duration_minutes, v.name AS service, a.provider_id,
         p.name AS provider, a.status, a.version, a.tenant_id, a.contact_number, a.attendee
    FROM appointments a
    JOIN services v ON v.tenant_id = a.tenant_id AND v.id = a.service_id
    JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id;

ALTER TYPE booking_result ADD ATTRIBUTE attendee text;

CREATE OR REPLACE FUNCTION booking_answer(p_outcome text, p_appointment uuid, p_replayed boolean) RETURNS booking_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, p_replayed, d.id, d.slot_id, d.starts_at, d.duration_minutes, d.service, d.provider_id,
         d.provider, d.status, d.version, d.attendee
    FROM (SELECT 1) one LEFT JOIN appointment_details d ON d.id = p_appointment
$$;

-- "Tom" and "Tom Shah" are one person, so that a shorter name does not let him be in two places.
CREATE FUNCTION same_person(p_one text, p_other text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  SELECT starts_with(lower(p_one) || ' ', lower(p_other) || ' ') OR starts_with(lower(p_other) || ' ', lower(p_one) || ' ')
$$;

-- Whether somebody has an appointment in this stretch of time already, buffers left aside: those are
-- the provider's. The caller's row is locked first, so that two bookings at once cannot both find
-- none. p_moving does not stand in its own way.
CREATE FUNCTION person_refusal(p_tenant uuid, p_contact text, p_attendee text, p_starts_at timestamptz,
  p_minutes integer, p_moving uuid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  caller users;
BEGIN
  SELECT * INTO caller FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM appointments a
      WHERE a.tenant_id = p_tenant AND a.contact_number = p_contact AND a.status = 'scheduled'
        AND a.id IS DISTINCT FROM p_moving
        AND a.starts_at < p_starts_at + make_interval(mins => p_minutes) AND a.ends_at > p_starts_at
        AND a.starts_at > p_starts_at - interval '1 day'  -- the longest there is: bounds the index
        AND (a.attendee IS NULL AND p_attendee IS NULL
          OR same_person(coalesce(a.attendee, caller.name), coalesce(p_attendee, caller.name)))) THEN
    RETURN 'person_busy';
  END IF;
  RETURN NULL;
END $$;

-- Locks cells in the lock order. They are named first: a plan that looks for them again beside each
-- slot, as is made where the table was empty when it was last analyzed, takes seconds.
CREATE FUNCTION lock_cells(p_cells uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM slots WHERE id = ANY (p_cells) ORDER BY id FOR NO KEY UPDATE;
END $$;

DROP FUNCTION book_appointment(uuid, text, uuid, uuid, uuid, text, timestamptz, text);
CREATE FUNCTION book_appointment(p_tenant uuid, p_contact text, p_slot uuid, p_service uuid, p_request uuid,
  p_session text, p_now timestamptz, p_notes text DEFAULT NULL, p_attendee text DEFAULT NULL) RETURNS booking_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  v services;
  s slots;
  answer booking_result;
  refusal text;
  booked uuid;
BEGIN
  SELECT * INTO v FROM services WHERE tenant_id = p_tenant AND id = p_service;
  -- The first pass looks without locking: most losers of a race end here. The second holds the cells.
  FOR pass IN 1..2 LOOP
    refusal := slot_refusal(p_tenant, p_slot, p_service, v.duration_minutes, v.buffer_before_minutes,
                            v.buffer_after_minutes, p_now, NULL);
    answer := replayed_or_refused(p_tenant, p_contact, p_request, refusal);
    IF answer.outcome IS NOT NULL THEN RETURN answer; END IF;
    EXIT WHEN pass = 2;
    PERFORM diary_lock(p_tenant, false);
    SELECT * INTO s FROM slots WHERE tenant_id = p_tenant AND id = p_slot;
    PERFORM lock_cells(ARRAY(SELECT cells_over(p_tenant, s.provider_id,
      wanted_time(s, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes))));
  END LOOP;
  refusal := caller_refusal(p_tenant, p_contact, p_now);
  IF refusal IS NULL THEN
    refusal := person_refusal(p_tenant, p_contact, p_attendee, s.starts_at, v.duration_minutes, NULL);
  END IF;
  answer := replayed_or_refused(p_tenant, p_contact, p_request, refusal);
  IF answer.outcome IS NOT NULL THEN RETURN answer; END IF;
  PERFORM remember_context(p_session, p_request, p_now);
  INSERT INTO appointments (tenant_id, contact_number, slot_id, service_id, notes, request_id, attendee)
  VALUES (p_tenant, p_contact, p_slot, p_service, p_notes, p_request, p_attendee)
  ON CONFLICT DO NOTHING RETURNING id INTO booked;
  IF booked IS NOT NULL THEN RETURN booking_answer('booked', booked, false); END IF;
  -- lost to a writer that took no locks here, or to the same request sent for another cell
  RETURN replayed_or_refused(p_tenant, p_contact, p_request, 'slot_taken');
END $$;
REVOKE EXECUTE ON FUNCTION book_appointment, same_person, person_refusal FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION book_appointment TO voice_agent, service_role, ringbook_app;

-- Locks the caller after the appointment: nobody locks an appointment while holding a caller.
CREATE OR REPLACE FUNCTION modify_appointment(p_tenant uuid, p_contact text, p_appointment uuid, p_slot uuid,
  p_request uuid, p_session text, p_now timestamptz) RETURNS booking_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  a appointments := hold_appointment(p_tenant, p_contact, p_appointment, p_slot);
  refusal text;
BEGIN
  IF a.id IS NULL THEN RETURN booking_answer('appointment_not_found', NULL, false); END IF;
  IF EXISTS (SELECT FROM appointment_events e WHERE e.tenant_id = p_tenant
      AND e.appointment_id = a.id AND e.request_id = p_request) OR a.status = 'scheduled' AND a.slot_id = p_slot THEN
    RETURN booking_answer('modified', a.id, true);
  END IF;
  IF a.status <> 'scheduled' THEN RETURN booking_answer('not_scheduled', a.id, false); END IF;
  refusal := coalesce(change_refusal(p_tenant, a.starts_at, p_now),
    slot_refusal(p_tenant, p_slot, a.service_id, a.duration_minutes, a.buffer_before_minutes,
                 a.buffer_after_minutes, p_now, a.id),
    person_refusal(p_tenant, p_contact, a.attendee,
      (SELECT starts_at FROM slots WHERE tenant_id = p_tenant AND id = p_slot), a.duration_minutes, a.id));
  IF refusal IS NOT NULL THEN RETURN booking_answer(refusal, a.id, false); END IF;
  PERFORM remember_context(p_session, p_request, p_now);
  BEGIN
    UPDATE appointments SET slot_id = p_slot WHERE id = a.id;
  EXCEPTION WHEN unique_violation OR exclusion_violation THEN  -- lost to a writer that took no locks
    RETURN booking_answer('slot_taken', a.id, false);
  END;
  RETURN booking_answer('modified', a.id, false);
END $$;

-- As before, and the names of those whom the caller booked for are forgotten with the caller's own.
CREATE FUNCTION forget_attendees() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE appointments SET attendee = NULL
   WHERE tenant_id = NEW.tenant_id AND contact_number = NEW.contact_number AND attendee IS NOT NULL;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION forget_attendees FROM PUBLIC, anon, authenticated;
CREATE TRIGGER a_forget AFTER UPDATE OF erased_at ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION forget_attendees();
