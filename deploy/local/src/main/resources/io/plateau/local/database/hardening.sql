-- What PostgreSQL lets everyone do by default and nobody here may: run at every start, so that a database made earlier has
-- it too. As superuser, in the database plateau.

-- Large objects, messages in the log and advisory locks can be made by whoever may call a function.
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
           AND (p.proname IN ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_put', 'lo_open', 'lowrite', 'lo_import',
                              'pg_logical_emit_message')
                OR p.proname ~ '^pg_(try_)?advisory_(xact_)?lock')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    -- The services take turns at migrating by such locks.
    IF f::text ~ 'advisory' THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO inference, influence, graph, routing', f);
    END IF;
  END LOOP;
END $$;

-- Queries of people must not take the services' connections, disk, or an evening: the first two cannot be changed by the
-- role, the last is for mistakes.
ALTER ROLE analyst CONNECTION LIMIT 10;
ALTER ROLE analyst SET temp_file_limit = '1GB';
ALTER ROLE analyst SET statement_timeout = '5min';
ALTER ROLE analyst SET idle_in_transaction_session_timeout = '10min';
