-- What a database administrator does once, before any service starts. ${analyst} stands for a password.

-- Whoever queries results.
CREATE ROLE analyst LOGIN PASSWORD '${analyst}';

-- Nothing for whoever is not named here or in service.sql.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE plateau, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE plateau TO analyst;
