-- One service migrates at a time, until its transaction ends: what one shows in the schema results others may read there, and
-- views made or replaced at once, in different orders, would wait for each other for ever.
SELECT pg_advisory_xact_lock(hashtext('results'));
