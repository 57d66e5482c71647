-- Whichever of the services influence and graph starts second joins their views, behind the lock that every migration takes.
DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('results'));
  IF to_regprocedure('results.join_neurons()') IS NOT NULL THEN
    PERFORM results.join_neurons();
  END IF;
END
$$;
