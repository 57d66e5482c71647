-- What a role may change about itself, set anew: at every start, and whenever it was changed (AnalystGuard). As superuser, in
-- the database plateau. ${analyst} stands for the password.

ALTER ROLE analyst RESET ALL;
ALTER ROLE analyst IN DATABASE plateau RESET ALL;
ALTER ROLE analyst LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${analyst}' VALID UNTIL 'infinity';
ALTER ROLE analyst IN DATABASE plateau SET search_path = results;
ALTER ROLE analyst SET default_transaction_read_only = on;

-- Queries of people must not take the services' connections, disk, or an evening. The role cannot change the first two; the
-- others are for mistakes, and what lifts them is ended by AnalystGuard.
ALTER ROLE analyst CONNECTION LIMIT 10;
ALTER ROLE analyst SET temp_file_limit = '1GB';
ALTER ROLE analyst SET statement_timeout = '5min';
ALTER ROLE analyst SET idle_in_transaction_session_timeout = '10min';
