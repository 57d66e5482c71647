-- One service migrates the schema results at a time, until its transaction ends. Views of results join one another across
-- services: made or replaced at once, in different orders, they would wait for each other for ever.
SELECT pg_advisory_xact_lock(hashtext('results'));
