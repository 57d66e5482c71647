-- A service's rights in the schema that people query. Run once for each service as superuser in the database plateau, after its
-- role and the schema are made and before it starts.
GRANT USAGE, CREATE ON SCHEMA results TO ${service};

-- The service takes the owner's part to make joined views, and has none of its rights otherwise.
GRANT results TO ${service} WITH INHERIT FALSE, SET TRUE;

-- The front door reads results in the role analyst: it serves nothing that an analyst may not query.
GRANT analyst TO ${service} WITH INHERIT FALSE, SET TRUE;

-- Whatever the service shows there, the analyst may read.
ALTER DEFAULT PRIVILEGES FOR ROLE ${service} IN SCHEMA results GRANT SELECT ON TABLES TO analyst;
