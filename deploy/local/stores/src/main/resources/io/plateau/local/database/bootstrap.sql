-- What a database administrator does once, before any service starts. ${role} stands for a password.

-- One role per service; it owns one schema of its own name and sees no other.
CREATE ROLE inference LOGIN PASSWORD '${inference}';
CREATE ROLE influence LOGIN PASSWORD '${influence}';
CREATE ROLE graph LOGIN PASSWORD '${graph}';
CREATE ROLE routing LOGIN PASSWORD '${routing}';
-- Whoever queries results.
CREATE ROLE analyst LOGIN PASSWORD '${analyst}';

CREATE SCHEMA inference AUTHORIZATION inference;
CREATE SCHEMA influence AUTHORIZATION influence;
CREATE SCHEMA graph AUTHORIZATION graph;
CREATE SCHEMA routing AUTHORIZATION routing;
ALTER ROLE inference IN DATABASE plateau SET search_path = inference;
ALTER ROLE influence IN DATABASE plateau SET search_path = influence;
ALTER ROLE graph IN DATABASE plateau SET search_path = graph;
ALTER ROLE routing IN DATABASE plateau SET search_path = routing;

-- Nothing for whoever is not named above.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE plateau, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE plateau TO inference, influence, graph, routing, analyst;
