-- What a database administrator does once for each service, before it starts. ${password} stands for its role's password.

-- The role owns one schema of its own name and sees no other.
CREATE ROLE ${service} LOGIN PASSWORD '${password}';
CREATE SCHEMA ${service} AUTHORIZATION ${service};
ALTER ROLE ${service} IN DATABASE plateau SET search_path = ${service};
GRANT CONNECT ON DATABASE plateau TO ${service};
