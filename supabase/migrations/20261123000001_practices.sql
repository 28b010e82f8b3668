-- Practices: who offers what. A practice is a tenant; every key and foreign key below carries it, so
-- that no row can point into another practice.
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA extensions;

-- Roles that Supabase has and a plain server lacks; voice_agent is ours everywhere. Roles belong to
-- the server, not to the database: another database's migration may be creating them just now.
DO $$
DECLARE
  r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'voice_agent'] LOOP
    -- Postgres 15 refuses BYPASSRLS to all but superusers, also where the role is there already
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = r);
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN%s', r, CASE r WHEN 'service_role' THEN ' BYPASSRLS' ELSE '' END);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon, authenticated;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM anon, authenticated;
-- Only the form without a schema can take away PUBLIC's built-in right to execute.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE
AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

CREATE TABLE tenants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text NOT NULL,
  timezone text NOT NULL CHECK (timestamptz 'epoch' AT TIME ZONE timezone IS NOT NULL),
  phone_region text NOT NULL DEFAULT 'US' CHECK (phone_region ~ '^[A-Z]{2}$'),
  slot_minutes integer NOT NULL DEFAULT 30 CHECK (slot_minutes BETWEEN 5 AND 480),
  slots_from_hours boolean NOT NULL DEFAULT true,
  min_notice_minutes integer NOT NULL DEFAULT 0 CHECK (min_notice_minutes >= 0),
  max_days_ahead integer NOT NULL DEFAULT 90 CHECK (max_days_ahead >= 0),
  cancel_notice_minutes integer NOT NULL DEFAULT 0 CHECK (cancel_notice_minutes >= 0),
  late_change text NOT NULL DEFAULT 'allow'
    CHECK (late_change IN ('allow', 'refuse', 'allow_with_fee', 'ask_practice')),
  open_bookings_per_caller integer NOT NULL DEFAULT 5 CHECK (open_bookings_per_caller >= 1),
  profile jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN tenants.profile IS 'The practice file as applied: what no query needs as a column.';
COMMENT ON COLUMN tenants.slots_from_hours IS 'False when the only times on offer were given by a preload.';

CREATE TABLE providers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenants,
  name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE providers IS 'People (or the practice itself) whose time can be booked.';

CREATE TABLE services (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES tenants,
  name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  duration_minutes integer NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  buffer_before_minutes integer NOT NULL DEFAULT 0 CHECK (buffer_before_minutes BETWEEN 0 AND 480),
  buffer_after_minutes integer NOT NULL DEFAULT 0 CHECK (buffer_after_minutes BETWEEN 0 AND 480),
  price numeric(10, 2),
  min_notice_minutes integer CHECK (min_notice_minutes >= 0),
  max_days_ahead integer CHECK (max_days_ahead >= 0),
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, name)
);
COMMENT ON COLUMN services.min_notice_minutes IS 'NULL: the practice''s own.';

CREATE TABLE service_providers (
  tenant_id uuid NOT NULL,
  service_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, service_id, provider_id),
  FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES providers (tenant_id, id)
);

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER z_touch BEFORE UPDATE ON tenants FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER z_touch BEFORE UPDATE ON providers FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER z_touch BEFORE UPDATE ON services FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch_updated_at();
