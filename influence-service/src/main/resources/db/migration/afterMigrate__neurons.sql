-- Whichever of the services influence and graph starts second joins their views.
DO $$
BEGIN
  IF to_regprocedure('results.join_neurons()') IS NOT NULL THEN
    PERFORM results.join_neurons();
  END IF;
END
$$;
