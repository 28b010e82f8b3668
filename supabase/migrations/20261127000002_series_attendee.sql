-- A series for somebody else: each of its dates keeps the name, and the same person cannot hold two
-- at the same time on any of them.

ALTER TYPE series_result ADD ATTRIBUTE attendee text;

CREATE OR REPLACE FUNCTION series_answer(p_outcome text, p_replayed boolean, p_ids uuid[]) RETURNS SETOF series_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, p_replayed, a.series_id, d.id, d.slot_id, d.starts_at, d.duration_minutes, d.service,
         d.provider_id, d.provider, d.status, d.version, d.attendee
    FROM appointment_details d JOIN appointments a ON a.id = d.id
   WHERE d.id = ANY (p_ids) ORDER BY d.starts_at
$$;

CREATE OR REPLACE FUNCTION series_refused(p_tenant uuid, p_outcome text, p_slot uuid) RETURNS SETOF series_result
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT p_outcome, false, NULL::uuid, NULL::uuid, p_slot, s.starts_at, NULL::integer, NULL, NULL::uuid, NULL, NULL,
         NULL::integer, NULL
    FROM (SELECT 1) one LEFT JOIN slots s ON s.tenant_id = p_tenant AND s.id = p_slot
$$;

-- As before, and for whom the series is (NULL: the caller).
DROP FUNCTION book_series(uuid, text, uuid[], uuid, text, uuid, text, timestamptz);
CREATE FUNCTION book_series(p_tenant uuid, p_contact text, p_slots uuid[], p_service uuid, p_rule text,
  p_request uuid, p_session text, p_now timestamptz, p_attendee text DEFAULT NULL) RETURNS SETOF series_result
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
        p_now => p_now, p_attendee => p_attendee);
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
REVOKE EXECUTE ON FUNCTION book_series FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION book_series TO voice_agent, service_role, ringbook_app;
