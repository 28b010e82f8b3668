-- The record of a call is a fold of its events: any process can complete it from them.

CREATE TABLE conversation_logs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  session_id text NOT NULL,
  contact_number text,
  transcript jsonb NOT NULL DEFAULT '{}',
  summary text,
  tool_calls jsonb,
  duration_seconds integer CHECK (duration_seconds >= 0),
  cost_breakdown jsonb,
  user_preferences jsonb NOT NULL DEFAULT '{}',
  channel text NOT NULL DEFAULT 'web' CHECK (channel IN ('web', 'phone', 'text')),
  appointments jsonb NOT NULL DEFAULT '[]',
  usage jsonb NOT NULL DEFAULT '{}',
  ended_at timestamptz,
  end_reason text,
  interrupted boolean NOT NULL DEFAULT false,
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, session_id),
  FOREIGN KEY (tenant_id, contact_number) REFERENCES users ON UPDATE CASCADE
);
COMMENT ON COLUMN conversation_logs.created_at IS 'When the call began, on the call''s clock; ended_at likewise.';
COMMENT ON COLUMN conversation_logs.ended_at IS 'NULL while the call runs, or when its process died before completing the record.';
COMMENT ON COLUMN conversation_logs.interrupted IS 'The record was completed by a sweep, because the call''s process had died.';
COMMENT ON COLUMN conversation_logs.heartbeat_at IS 'The server''s clock, whatever the call''s: when the call''s process was last heard of.';
COMMENT ON COLUMN conversation_logs.appointments IS 'Appointments touched in the call, as the caller was shown them in the summary.';
COMMENT ON COLUMN conversation_logs.usage IS 'What the providers metered: seconds, tokens, characters, with model names.';
CREATE INDEX conversation_logs_by_user ON conversation_logs (tenant_id, contact_number, created_at DESC);
CREATE INDEX conversation_logs_by_session ON conversation_logs (session_id);
CREATE INDEX conversation_logs_recent ON conversation_logs (tenant_id, created_at DESC);
CREATE INDEX conversation_logs_running ON conversation_logs (heartbeat_at) WHERE ended_at IS NULL;

CREATE TABLE call_events (
  tenant_id uuid NOT NULL,
  session_id text NOT NULL,
  seq integer NOT NULL CHECK (seq >= 0),
  at timestamptz NOT NULL,
  event jsonb NOT NULL,
  PRIMARY KEY (tenant_id, session_id, seq),
  FOREIGN KEY (tenant_id, session_id) REFERENCES conversation_logs (tenant_id, session_id) ON DELETE CASCADE
);
COMMENT ON TABLE call_events IS 'Everything that happened in a call, in order; the transcript and summary are folds of it.';

CREATE TABLE erasures (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants,
  requested_by text NOT NULL,
  appointments_cancelled integer NOT NULL,
  logs_scrubbed integer NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE erasures IS 'Proof that somebody was forgotten; says nothing about whom.';

-- What stays of a call for the owner's statistics: tools, durations, costs; no words, names or numbers.
CREATE FUNCTION scrub_log(p_tenant uuid, p_session text, p_now timestamptz) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public AS $$
  DELETE FROM call_events WHERE tenant_id = p_tenant AND session_id = p_session;
  UPDATE conversation_logs SET transcript = '{}', summary = NULL, user_preferences = '{}', appointments = '[]',
    erased_at = p_now,
    tool_calls = (SELECT jsonb_agg(jsonb_build_object('tool', e->'tool', 'status', e->'status', 'timestamp', e->'timestamp'))
                    FROM jsonb_array_elements(CASE jsonb_typeof(tool_calls) WHEN 'array' THEN tool_calls ELSE '[]' END) e)
   WHERE tenant_id = p_tenant AND session_id = p_session;
$$;

-- Forgets a caller: future appointments are cancelled, words and events deleted, the number replaced
-- by a random pseudonym everywhere. Returns the proof's id, or NULL when the number is not known.
CREATE FUNCTION erase_user(p_tenant uuid, p_contact text, p_by text, p_now timestamptz) RETURNS erasures
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  proof erasures;
  waiting uuid;
  session text;
  spelled text := '\' || p_contact || '(?![0-9])';  -- the number itself, not the start of a longer one
BEGIN
  IF p_contact !~ '^\+[0-9]+$' THEN RETURN NULL; END IF;
  PERFORM diary_lock(p_tenant, true);  -- no booking of theirs can slip in between
  proof := ROW(gen_random_uuid(), p_tenant, p_by, 0, 0, p_now);
  FOR session IN
    SELECT session_id FROM conversation_logs l WHERE tenant_id = p_tenant AND (contact_number = p_contact
      OR concat(transcript, summary, tool_calls) ~ spelled)
    UNION
    SELECT session_id FROM call_events WHERE tenant_id = p_tenant AND event::text ~ spelled
  LOOP
    PERFORM scrub_log(p_tenant, session, p_now);
    proof.logs_scrubbed := proof.logs_scrubbed + 1;
  END LOOP;
  PERFORM remember_context(NULL, NULL, p_now);
  FOR waiting IN
    SELECT id FROM appointments WHERE tenant_id = p_tenant AND contact_number = p_contact
      AND status = 'scheduled' AND starts_at > p_now ORDER BY slot_id
  LOOP
    UPDATE appointments SET status = 'cancelled' WHERE id = waiting;
    proof.appointments_cancelled := proof.appointments_cancelled + 1;
  END LOOP;
  UPDATE appointments SET notes = NULL
   WHERE tenant_id = p_tenant AND contact_number = p_contact AND notes IS NOT NULL;
  UPDATE users SET contact_number = 'erased:' || replace(proof.id::text, '-', ''), name = NULL, erased_at = p_now
   WHERE tenant_id = p_tenant AND contact_number = p_contact;  -- cascades to appointments and logs
  IF NOT FOUND AND proof.logs_scrubbed = 0 THEN RETURN NULL; END IF;
  INSERT INTO erasures SELECT proof.*;
  RETURN proof;
END $$;

-- Data minimisation for owners who set a period: the words of calls that began before p_before.
CREATE FUNCTION purge_transcripts(p_tenant uuid, p_before timestamptz, p_now timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH old AS (SELECT session_id FROM conversation_logs
                WHERE tenant_id = p_tenant AND created_at < p_before AND erased_at IS NULL AND ended_at IS NOT NULL),
       done AS (SELECT scrub_log(p_tenant, session_id, p_now) FROM old)
  SELECT count(*) FROM done
$$;
