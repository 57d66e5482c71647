-- The schema that people query. Run once as superuser in the database plateau, after the roles of the services and of the
-- analyst are made and before any service starts.
CREATE SCHEMA results;
GRANT USAGE, CREATE ON SCHEMA results TO inference, influence, graph, routing;
GRANT USAGE ON SCHEMA results TO analyst;

-- Owner of the views that join several services' data. The services take its part to make them, and have none of its rights
-- otherwise.
CREATE ROLE results NOLOGIN;
GRANT results TO inference, influence, graph, routing WITH INHERIT FALSE, SET TRUE;
GRANT USAGE, CREATE ON SCHEMA results TO results;

-- Which definition of each of them was made; nobody else sees it.
CREATE SCHEMA results_history AUTHORIZATION results;

-- Whatever is shown there, the analyst may read.
ALTER DEFAULT PRIVILEGES FOR ROLE inference, influence, graph, routing, results IN SCHEMA results
  GRANT SELECT ON TABLES TO analyst;
