-- What a database administrator does once, before any service starts. ${analyst} stands for a password.

-- Queries results.
CREATE ROLE analyst LOGIN PASSWORD '${analyst}';

-- Roles that are named neither here nor in service.sql have no rights.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE plateau, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE plateau TO analyst;
