-- The role that Ringbook itself runs as on a server that it does not own. Row level security stays
-- on for it, through a policy of its own: BYPASSRLS is not inherited, and reaches other schemas too.
DO $$
BEGIN
  CREATE ROLE ringbook_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenants', 'providers', 'services', 'service_providers', 'users', 'slots', 'appointments',
      'appointment_events', 'conversation_logs', 'call_events', 'erasures'] LOOP
    EXECUTE format('CREATE POLICY every_practice ON %I TO ringbook_app USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO ringbook_app;
GRANT SELECT ON tenants, providers, services, service_providers, users, slots, appointments, appointment_events,
  appointment_details, conversation_logs, call_events TO ringbook_app;
GRANT INSERT, UPDATE ON tenants, providers, services, users, slots, conversation_logs TO ringbook_app;
GRANT INSERT, DELETE ON service_providers TO ringbook_app;
GRANT INSERT ON appointments, call_events TO ringbook_app;  -- appointments: a preload brings them
GRANT EXECUTE ON FUNCTION current_tenant, diary_lock, book_appointment, cancel_appointment, modify_appointment,
  erase_user, purge_transcripts TO ringbook_app;

-- So that the app sees that nothing is missing, which it may not add. Whoever applies these files
-- by hand has no such table.
DO $$
BEGIN
  IF to_regclass('supabase_migrations.schema_migrations') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA supabase_migrations TO ringbook_app;
    GRANT SELECT ON supabase_migrations.schema_migrations TO ringbook_app;
  END IF;
END $$;

-- Supabase gives its browser roles everything new in public; tables and functions are dealt with,
-- a sequence would still let anon use up its numbers.
REVOKE ALL ON SEQUENCE appointment_events_id_seq FROM PUBLIC, anon, authenticated;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM anon, authenticated;
