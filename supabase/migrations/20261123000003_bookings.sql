-- The three writes. One round trip each; they answer with an outcome, and with the row as committed.
--
-- The present instant is always an argument: a call may run on a frozen clock.
-- Lock order: the practice's diary (shared), cells in id order, the caller, the appointment. Nobody
-- locks further cells while holding an appointment; who finds it moved meanwhile starts again (40001).
-- p_tenant comes from the dispatched job, never from a model: these functions trust it.

CREATE VIEW appointment_details WITH (security_invoker = true) AS
  SELECT a.id, a.slot_id, a.starts_at, a.duration_minutes, v.name AS service, a.provider_id,
         p.name AS provider, a.status, a.version, a.tenant_id, a.contact_number
    FROM appointments a
    JOIN services v ON v.tenant_id = a.tenant_id AND v.id = a.service_id
    JOIN providers p ON p.tenant_id = a.tenant_id AND p.id = a.provider_id;

CREATE TYPE booking_result AS (
  outcome text, replayed boolean, id uuid, slot_id uuid, starts_at timestamptz, duration_minutes integer,
  service text, provider_id uuid, provider text, status text, version integer);

CREATE FUNCTION booking_answer(p_outcome text, p_appointment uuid, p_replayed boolean) RETURNS booking_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, p_replayed, d.id, d.slot_id, d.starts_at, d.duration_minutes, d.service, d.provider_id,
         d.provider, d.status, d.version
    FROM (SELECT 1) one LEFT JOIN appointment_details d ON d.id = p_appointment
$$;

-- Rolling a diary forward takes this lock alone, writes share it: a new cell cannot miss a booking.
CREATE FUNCTION diary_lock(p_tenant uuid, p_alone boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF p_alone THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_tenant::text, 0));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_tenant::text, 0));
  END IF;
END $$;

CREATE FUNCTION remember_context(p_session text, p_request uuid, p_now timestamptz) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public AS $$
  SELECT set_config('app.session_id', coalesce(p_session, ''), true),
         set_config('app.request_id', coalesce(p_request::text, ''), true),
         set_config('app.now', p_now::text, true);
$$;

-- What a booking or a move to this cell would need: the stretch of time for its service, cell included.
CREATE FUNCTION wanted_time(p_slot slots, p_minutes integer, p_before integer, p_after integer) RETURNS tstzrange
LANGUAGE sql STABLE AS $$
  SELECT tstzrange(p_slot.starts_at - make_interval(mins => p_before),
    greatest(p_slot.ends_at, p_slot.starts_at + make_interval(mins => p_minutes + p_after)))
$$;

-- Why a service cannot start in a cell, or NULL when it can. p_moving does not stand in its own way.
CREATE FUNCTION slot_refusal(p_tenant uuid, p_slot uuid, p_service uuid, p_minutes integer, p_before integer,
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
  RETURN NULL;
END $$;

CREATE FUNCTION booking_replay(p_tenant uuid, p_contact text, p_request uuid) RETURNS booking_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT booking_answer(
    CASE WHEN a.contact_number <> p_contact THEN 'request_conflict'
         WHEN a.status = 'scheduled' THEN 'booked' ELSE 'not_scheduled' END,
    CASE WHEN a.contact_number = p_contact THEN a.id END, true)
    FROM appointments a WHERE a.tenant_id = p_tenant AND a.request_id = p_request
$$;

CREATE FUNCTION caller_refusal(p_tenant uuid, p_contact text, p_now timestamptz) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  -- locked, so that one caller's two bookings at once cannot both be the last that is allowed
  PERFORM FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'caller_not_identified'; END IF;
  IF (SELECT count(*) FROM appointments WHERE tenant_id = p_tenant AND contact_number = p_contact
        AND status = 'scheduled' AND starts_at > p_now)
     >= (SELECT open_bookings_per_caller FROM tenants WHERE id = p_tenant) THEN
    RETURN 'too_many_bookings';
  END IF;
  RETURN NULL;
END $$;

-- A refusal may come from the same request, committed a moment ago: the replay is looked for after it.
CREATE FUNCTION replayed_or_refused(p_tenant uuid, p_contact text, p_request uuid, p_refusal text)
RETURNS booking_result LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  answer booking_result := booking_replay(p_tenant, p_contact, p_request);
BEGIN
  IF answer.outcome IS NULL AND p_refusal IS NOT NULL THEN RETURN booking_answer(p_refusal, NULL, false); END IF;
  RETURN answer;
END $$;

CREATE FUNCTION book_appointment(p_tenant uuid, p_contact text, p_slot uuid, p_service uuid, p_request uuid,
  p_session text, p_now timestamptz, p_notes text DEFAULT NULL) RETURNS booking_result
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
    PERFORM FROM slots WHERE id IN (SELECT cell FROM cells_over(p_tenant, s.provider_id,
        wanted_time(s, v.duration_minutes, v.buffer_before_minutes, v.buffer_after_minutes)) cell)
      ORDER BY id FOR NO KEY UPDATE;
  END LOOP;
  answer := replayed_or_refused(p_tenant, p_contact, p_request, caller_refusal(p_tenant, p_contact, p_now));
  IF answer.outcome IS NOT NULL THEN RETURN answer; END IF;
  PERFORM remember_context(p_session, p_request, p_now);
  INSERT INTO appointments (tenant_id, contact_number, slot_id, service_id, notes, request_id)
  VALUES (p_tenant, p_contact, p_slot, p_service, p_notes, p_request)
  ON CONFLICT DO NOTHING RETURNING id INTO booked;
  IF booked IS NOT NULL THEN RETURN booking_answer('booked', booked, false); END IF;
  -- lost to a writer that took no locks here, or to the same request sent for another cell
  RETURN replayed_or_refused(p_tenant, p_contact, p_request, 'slot_taken');
END $$;

-- Whether the owner's rules let a caller change an appointment now.
CREATE FUNCTION change_refusal(p_tenant uuid, p_starts_at timestamptz, p_now timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT CASE
    WHEN p_starts_at <= p_now THEN 'appointment_in_past'
    WHEN p_starts_at >= p_now + make_interval(mins => cancel_notice_minutes) THEN NULL
    WHEN late_change = 'refuse' THEN 'late_change_refused'
    WHEN late_change = 'ask_practice' THEN 'late_change_ask_practice' END
    FROM tenants WHERE id = p_tenant
$$;

-- Holds the appointment, its cells and (for a move) those around p_slot, in the lock order.
CREATE FUNCTION hold_appointment(p_tenant uuid, p_contact text, p_appointment uuid, p_slot uuid)
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
  PERFORM FROM slots WHERE id IN (
      SELECT cell FROM cells_over(p_tenant, seen.provider_id, seen.busy) cell
      UNION
      SELECT cell FROM cells_over(p_tenant, s.provider_id, wanted_time(s, seen.duration_minutes,
        seen.buffer_before_minutes, seen.buffer_after_minutes)) cell)
    ORDER BY id FOR NO KEY UPDATE;
  SELECT * INTO held FROM appointments WHERE id = p_appointment FOR NO KEY UPDATE;
  IF held.slot_id <> seen.slot_id OR held.contact_number <> seen.contact_number THEN
    RAISE serialization_failure USING MESSAGE = 'the appointment changed meanwhile';
  END IF;
  RETURN held;
END $$;

CREATE FUNCTION cancel_appointment(p_tenant uuid, p_contact text, p_appointment uuid, p_session text,
  p_now timestamptz) RETURNS booking_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  a appointments := hold_appointment(p_tenant, p_contact, p_appointment, NULL);
  refusal text;
BEGIN
  IF a.id IS NULL THEN RETURN booking_answer('appointment_not_found', NULL, false); END IF;
  IF a.status = 'cancelled' THEN RETURN booking_answer('cancelled', a.id, true); END IF;
  IF a.status <> 'scheduled' THEN RETURN booking_answer('not_scheduled', a.id, false); END IF;
  refusal := change_refusal(p_tenant, a.starts_at, p_now);
  IF refusal IS NOT NULL THEN RETURN booking_answer(refusal, a.id, false); END IF;
  PERFORM remember_context(p_session, NULL, p_now);
  UPDATE appointments SET status = 'cancelled' WHERE id = a.id;
  RETURN booking_answer('cancelled', a.id, false);
END $$;

CREATE FUNCTION modify_appointment(p_tenant uuid, p_contact text, p_appointment uuid, p_slot uuid,
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
                 a.buffer_after_minutes, p_now, a.id));
  IF refusal IS NOT NULL THEN RETURN booking_answer(refusal, a.id, false); END IF;
  PERFORM remember_context(p_session, p_request, p_now);
  BEGIN
    UPDATE appointments SET slot_id = p_slot WHERE id = a.id;
  EXCEPTION WHEN unique_violation OR exclusion_violation THEN  -- lost to a writer that took no locks
    RETURN booking_answer('slot_taken', a.id, false);
  END;
  RETURN booking_answer('modified', a.id, false);
END $$;
