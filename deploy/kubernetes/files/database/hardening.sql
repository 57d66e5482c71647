-- Revokes what PostgreSQL grants to everyone by default. Runs at every start, so that older databases get it too, as
-- superuser in the database plateau. ${services} stands for the services' roles.

-- Any role that may call these functions can create large objects, log messages and advisory locks.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
           AND (p.proname IN ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_put', 'lo_open', 'lowrite', 'lo_import',
                              'pg_logical_emit_message')
                -- Each call takes a transaction number, of which there are four billion.
                OR p.proname IN ('txid_current', 'pg_current_xact_id')
                OR p.proname ~ '^pg_(try_)?advisory_(xact_)?lock')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    -- The services take turns at migrating by such locks.
    IF f::text ~ 'advisory|xact_id|txid' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ${services}', f);
    END IF;
  END LOOP;
END $$;

-- A block of code could catch the cancellation by a timeout and go on.
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
GRANT USAGE ON LANGUAGE plpgsql TO ${services};
