-- Absences: a provider is out for a while. The diary makes no cells in one, and closes those there
-- are; what is booked stays booked until somebody decides.
CREATE TABLE absences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants,
  provider_id uuid NOT NULL,
  away tstzrange NOT NULL CHECK (NOT isempty(away) AND NOT lower_inf(away) AND NOT upper_inf(away)),
  reason text NOT NULL DEFAULT '',
  closed uuid[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES providers (tenant_id, id)
);
COMMENT ON TABLE absences IS 'When a provider is out at short notice; planned time off is in the practice file.';
COMMENT ON COLUMN absences.closed IS 'Given cells that it closed, to be opened again with it. Cells made from hours need no list.';
CREATE INDEX absences_by_provider ON absences (tenant_id, provider_id);

ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON absences FROM PUBLIC, anon, authenticated;
CREATE POLICY one_practice ON absences TO voice_agent
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
CREATE POLICY every_practice ON absences TO ringbook_app USING (true) WITH CHECK (true);
GRANT SELECT ON absences TO voice_agent;
GRANT SELECT, INSERT, UPDATE, DELETE ON absences TO service_role, ringbook_app;

-- A practice's logo, a small image; beside the profile, which is read for every call.
ALTER TABLE tenants ADD COLUMN logo bytea CHECK (octet_length(logo) <= 65536),
  ADD COLUMN logo_type text CHECK (logo_type IN ('image/svg+xml', 'image/png')),
  ADD CHECK ((logo IS NULL) = (logo_type IS NULL));
