-- The numbers that callers call: the one called tells which practice answers. A number is one
-- practice's; of two files that name it, the one applied later is refused.
CREATE TABLE phone_numbers (
  number text PRIMARY KEY CHECK (number ~ '^\+[1-9][0-9]{6,14}$'),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE phone_numbers IS 'E.164 numbers at which a practice is called.';
CREATE INDEX phone_numbers_by_tenant ON phone_numbers (tenant_id);

ALTER TABLE phone_numbers ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON phone_numbers FROM PUBLIC, anon, authenticated;
CREATE POLICY one_practice ON phone_numbers TO voice_agent
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON phone_numbers TO ringbook_app USING (true) WITH CHECK (true);
GRANT SELECT ON phone_numbers TO voice_agent;
GRANT SELECT, INSERT, UPDATE, DELETE ON phone_numbers TO service_role;
GRANT SELECT, INSERT, DELETE ON phone_numbers TO ringbook_app;
