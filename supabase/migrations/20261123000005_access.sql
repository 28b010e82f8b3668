-- Who may do what. The browser's roles get nothing; the agent's role sees one practice at a time,
-- named by set_config('app.tenant_id', …, true), and writes appointments only through the functions.
DO $$
DECLARE
  t text;
  key text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenants', 'providers', 'services', 'service_providers', 'users', 'slots', 'appointments',
      'appointment_events', 'conversation_logs', 'call_events', 'erasures'] LOOP
    key := CASE t WHEN 'tenants' THEN 'id' ELSE 'tenant_id' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, anon, authenticated', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO service_role', t);
    EXECUTE format('CREATE POLICY one_practice ON %I TO voice_agent USING (%I = (SELECT current_tenant()))'
      ' WITH CHECK (%I = (SELECT current_tenant()))', t, key, key);
  END LOOP;
END $$;
REVOKE ALL ON appointment_details FROM PUBLIC, anon, authenticated;
GRANT USAGE ON SCHEMA public TO voice_agent, service_role;
GRANT SELECT ON tenants, providers, services, service_providers, slots, appointments, appointment_events,
  appointment_details TO voice_agent;
GRANT SELECT ON appointment_details TO service_role;
GRANT SELECT, INSERT, UPDATE (name) ON users TO voice_agent;
GRANT SELECT, INSERT, UPDATE ON conversation_logs TO voice_agent;
GRANT SELECT, INSERT ON call_events TO voice_agent;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION current_tenant TO voice_agent, service_role;
GRANT EXECUTE ON FUNCTION book_appointment, cancel_appointment, modify_appointment TO voice_agent, service_role;
GRANT EXECUTE ON FUNCTION erase_user, purge_transcripts TO service_role;
ALTER ROLE voice_agent SET statement_timeout = '5s';
ALTER ROLE voice_agent SET idle_in_transaction_session_timeout = '10s';
