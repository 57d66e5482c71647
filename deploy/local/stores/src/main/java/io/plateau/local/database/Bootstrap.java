package io.plateau.local.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.plateau.results.Scripts;

/** Makes the database, its roles and its schemas, once; sets passwords and limits of the roles at every start. */
final class Bootstrap {
    private Bootstrap() {
    }

    /** Opens a connection, or says why not. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    /**
     * @param server the superuser at the server's own database; closed here
     * @param plateau the superuser at the database {@code plateau}, once that is there
     */
    static void ensure(Connection server, Connector plateau, Passwords passwords) throws SQLException {
        try (server; Statement statement = server.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = 'plateau'")) {
                statement.execute("CREATE DATABASE plateau");
            }
        }
        try (Connection connection = plateau.connect(); Statement statement = connection.createStatement()) {
            // All or nothing: a start that is killed here leaves no half of the roles.
            connection.setAutoCommit(false);
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = 'analyst'")) {
                statement.execute(withPassword(script("bootstrap.sql"), passwords));
                statement.execute(Scripts.schema());
            }
            for (String role : LocalDatabase.SERVICES) {
                if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                    statement.execute((script("service.sql") + Scripts.service()).replace("${service}", role)
                            .replace("${password}", passwords.of(role)));
                }
            }
            statement.execute(
                    script("hardening.sql").replace("${services}", String.join(", ", LocalDatabase.SERVICES)));
            for (String role : LocalDatabase.SERVICES) {
                // Hexadecimal, as they are drawn. A role may change its own password.
                statement.execute("ALTER ROLE " + role + " PASSWORD '" + passwords.of(role) + "'");
            }
            statement.execute(analyst(passwords));
            connection.commit();
        }
    }

    /** Sets anew whatever the analyst may change about itself. */
    static String analyst(Passwords passwords) {
        return withPassword(Scripts.analyst(), passwords);
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static String script(String name) {
        try (InputStream file = Bootstrap.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withPassword(String sql, Passwords passwords) {
        return sql.replace("${" + Passwords.ANALYST + "}", passwords.of(Passwords.ANALYST));
    }
}
