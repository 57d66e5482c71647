-- The schema that people query. Run once as superuser in the database plateau, after the role of the analyst is made.
CREATE SCHEMA results;
GRANT USAGE ON SCHEMA results TO analyst;

-- Owner of the views that join several services' data.
CREATE ROLE results NOLOGIN;
GRANT USAGE, CREATE ON SCHEMA results TO results;

-- Which definition of each of them was made; nobody else sees it.
CREATE SCHEMA results_history AUTHORIZATION results;

-- Whatever is shown there, the analyst may read.
ALTER DEFAULT PRIVILEGES FOR ROLE results IN SCHEMA results GRANT SELECT ON TABLES TO analyst;
