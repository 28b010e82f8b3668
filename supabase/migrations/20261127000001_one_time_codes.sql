-- One-time codes: who reads out the six digits that were sent to a number has that number in hand.
--
-- Of a code there is its hash alone, by a slow function with a salt of its own: to find it by trying all
-- takes longer than it is good for. Nobody reads the table: it is reached through these functions.

CREATE TABLE one_time_codes (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  contact_number text NOT NULL,
  session_id text NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) >= 16),
  hash bytea NOT NULL CHECK (length(hash) >= 32),
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > sent_at),
  tries integer NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 3),
  ended_at timestamptz,
  FOREIGN KEY (tenant_id, contact_number) REFERENCES users ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE one_time_codes IS 'Codes of the last hour, also those of numbers to which none was sent; deleted by the sweep.';
COMMENT ON COLUMN one_time_codes.ended_at IS 'Used, tried three times, or replaced by another.';
CREATE UNIQUE INDEX one_time_codes_alive ON one_time_codes (tenant_id, contact_number, session_id) WHERE ended_at IS NULL;
CREATE INDEX one_time_codes_by_user ON one_time_codes (tenant_id, contact_number, sent_at);
CREATE INDEX one_time_codes_old ON one_time_codes (sent_at);

CREATE TYPE code_issued AS (outcome text, has_bookings boolean);
CREATE TYPE code_tried AS (outcome text, id uuid, salt bytea, hash bytea, tries_left integer);

-- Keeps a new code in place of the one before in this call: 'issued', or 'too_many' within the hour.
-- has_bookings: there is something that the number could open. The same id again changes nothing.
CREATE FUNCTION issue_code(p_id uuid, p_tenant uuid, p_contact text, p_session text, p_salt bytea, p_hash bytea,
  p_minutes integer, p_most integer, p_now timestamptz) RETURNS code_issued
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  bookings boolean;
BEGIN
  PERFORM FROM users WHERE tenant_id = p_tenant AND contact_number = p_contact FOR NO KEY UPDATE;
  bookings := EXISTS (SELECT FROM appointments WHERE tenant_id = p_tenant AND contact_number = p_contact)
           OR EXISTS (SELECT FROM waitlist WHERE tenant_id = p_tenant AND contact_number = p_contact);
  IF EXISTS (SELECT FROM one_time_codes WHERE id = p_id) THEN RETURN ROW('issued', bookings)::code_issued; END IF;
  IF (SELECT count(*) FROM one_time_codes WHERE tenant_id = p_tenant AND contact_number = p_contact
        AND sent_at > p_now - interval '1 hour') >= p_most THEN
    RETURN ROW('too_many', bookings)::code_issued;
  END IF;
  UPDATE one_time_codes SET ended_at = p_now
   WHERE tenant_id = p_tenant AND contact_number = p_contact AND session_id = p_session AND ended_at IS NULL;
  INSERT INTO one_time_codes (id, tenant_id, contact_number, session_id, salt, hash, sent_at, expires_at)
  VALUES (p_id, p_tenant, p_contact, p_session, p_salt, p_hash, p_now, p_now + make_interval(mins => p_minutes));
  RETURN ROW('issued', bookings)::code_issued;
END $$;

-- A code that did not get out was not sent: it does not count, and cannot be tried.
CREATE FUNCTION withdraw_code(p_id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM one_time_codes WHERE id = p_id
$$;

-- Counts a try before anything is compared: 'compare', 'expired', or 'none' when there is nothing to try.
CREATE FUNCTION try_code(p_tenant uuid, p_contact text, p_session text, p_now timestamptz) RETURNS code_tried
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '3s' AS $$
DECLARE
  c one_time_codes;
BEGIN
  SELECT * INTO c FROM one_time_codes WHERE tenant_id = p_tenant AND contact_number = p_contact
     AND session_id = p_session AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN ROW('none', NULL, NULL, NULL, 0)::code_tried; END IF;
  IF c.expires_at <= p_now THEN
    UPDATE one_time_codes SET ended_at = p_now WHERE id = c.id;
    RETURN ROW('expired', c.id, NULL, NULL, 0)::code_tried;
  END IF;
  UPDATE one_time_codes SET tries = tries + 1, ended_at = CASE WHEN tries + 1 >= 3 THEN p_now END WHERE id = c.id;
  RETURN ROW('compare', c.id, c.salt, c.hash, 2 - c.tries)::code_tried;
END $$;

-- Used: it opens nothing a second time.
CREATE FUNCTION use_code(p_id uuid, p_now timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE one_time_codes SET ended_at = coalesce(ended_at, p_now) WHERE id = p_id
$$;

-- What is too old to count; returns how many.
CREATE FUNCTION forget_codes(p_now timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (DELETE FROM one_time_codes WHERE sent_at <= p_now - interval '1 hour' RETURNING 1)
  SELECT count(*) FROM gone
$$;

CREATE FUNCTION forget_codes_of_user() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM one_time_codes WHERE tenant_id = OLD.tenant_id AND contact_number = OLD.contact_number;
  RETURN NEW;
END $$;
CREATE TRIGGER a_forget_codes BEFORE UPDATE OF erased_at ON users FOR EACH ROW
  WHEN (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) EXECUTE FUNCTION forget_codes_of_user();

-- ---- who may ---------------------------------------------------------------------------------------

ALTER TABLE one_time_codes ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON one_time_codes FROM PUBLIC, anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_codes TO service_role;
CREATE POLICY one_practice ON one_time_codes TO voice_agent USING (tenant_id = (SELECT current_tenant()))
  WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON one_time_codes TO ringbook_app USING (true) WITH CHECK (true);
REVOKE EXECUTE ON FUNCTION issue_code, withdraw_code, try_code, use_code, forget_codes, forget_codes_of_user
  FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION issue_code, withdraw_code, try_code, use_code TO voice_agent, service_role, ringbook_app;
GRANT EXECUTE ON FUNCTION forget_codes TO service_role, ringbook_app;
