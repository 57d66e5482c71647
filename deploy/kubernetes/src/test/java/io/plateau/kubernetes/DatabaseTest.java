package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.contracts.Stages;
import io.plateau.local.database.LocalDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The database that CloudNativePG makes is the local system's, passwords aside. */
class DatabaseTest {
    /** Whatever decides who may do what. The operator's own role, and what monitoring may, are the chart's additions. */
    private static final List<String> RIGHTS = List.of(
            "SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,"
                    + " rolconnlimit FROM pg_roles WHERE rolname <> 'plateau' ORDER BY 1",
            "SELECT m.roleid::regrole, m.member::regrole, m.inherit_option, m.set_option, m.admin_option FROM pg_auth_members m"
                    + " WHERE m.roleid::regrole::text <> 'analyst' ORDER BY 1, 2",
            "SELECT nspname, nspowner::regrole, nspacl FROM pg_namespace ORDER BY 1",
            "SELECT datname, datacl FROM pg_database WHERE datname <> 'plateau' ORDER BY 1",
            "SELECT defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl FROM pg_default_acl"
                    + " ORDER BY 1, 2, 3",
            "SELECT setrole::regrole, setdatabase = 0, setconfig FROM pg_db_role_setting WHERE setrole <> 0 ORDER BY 1, 2",
            "SELECT oid::regprocedure, proacl FROM pg_proc WHERE proacl IS NOT NULL ORDER BY 1",
            "SELECT lanname, lanacl FROM pg_language ORDER BY 1");

    @ParameterizedTest
    @CsvSource({"bootstrap.sql, deploy/local/stores/src/main/resources/io/plateau/local/database/bootstrap.sql",
            "service.sql, deploy/local/stores/src/main/resources/io/plateau/local/database/service.sql",
            "hardening.sql, deploy/local/stores/src/main/resources/io/plateau/local/database/hardening.sql",
            "results.sql, deploy/results/src/main/resources/io/plateau/results/schema.sql",
            "results-service.sql, deploy/results/src/main/resources/io/plateau/results/service.sql",
            "analyst.sql, deploy/results/src/main/resources/io/plateau/results/analyst.sql"})
    void scriptsAreTheLocalSystems(String copy, String original) throws IOException {
        // Helm reads nothing outside of the chart: the files are copies.
        assertEquals(Files.readString(Chart.REPOSITORY.resolve(original)),
                Files.readString(Chart.DIRECTORY.resolve("files/database/" + copy)));
    }

    @Test
    void rolesAndRightsAreTheLocalSystems(@TempDir Path local) throws Exception {
        try (LocalDatabase expected = LocalDatabase.start(local, LocalDatabase.Durability.THROWAWAY);
                Connection theirs = expected.connect("inference");
                EmbeddedPostgres server = EmbeddedPostgres.start()) {
            // Given a database as initdb of the operator leaves it
            try (Connection postgres = server.getPostgresDatabase().getConnection()) {
                run(postgres, "CREATE ROLE plateau LOGIN", "CREATE DATABASE plateau OWNER plateau");
            }
            try (Connection ours = server.getDatabase("postgres", "plateau").getConnection()) {
                // When the script runs
                run(ours, bootstrap());
                // Then everybody has the rights that they have locally
                for (String question : RIGHTS) {
                    List<String> rows = rows(theirs, question);
                    assertFalse(rows.isEmpty(), question);
                    assertEquals(String.join("\n", rows), String.join("\n", rows(ours, question)));
                }
                // And no role has a password yet: the operator sets those of its Secrets
                assertEquals(List.of("0"), rows(ours, "SELECT count(*) FROM pg_authid WHERE rolpassword IS NOT NULL"));
                monitoringCountsExperiments(ours);
            }
        }
    }

    private static void monitoringCountsExperiments(Connection connection) throws Exception {
        JsonNode queries = Chart.YAML.readTree(Chart.only("operators", "ConfigMap", "plateau-database-bootstrap")
                .at("/data").path("queries.yaml").asText()).path("plateau_experiments");
        run(connection, "SET ROLE pg_monitor");
        assertEquals(List.of("f"), rows(connection, queries.path("predicate_query").asText()));
        run(connection, "RESET ROLE", "SET ROLE inference",
                "CREATE VIEW results.experiments AS SELECT s AS status FROM unnest(ARRAY['FAILED', 'FAILED', 'RUNNING']) s",
                "RESET ROLE", "SET ROLE pg_monitor");
        assertEquals(List.of("t"), rows(connection, queries.path("predicate_query").asText()));
        assertEquals(List.of("CANCELLED | 0", "COMPLETED | 0", "FAILED | 2", "REQUESTED | 0", "RUNNING | 1"),
                rows(connection, queries.path("query").asText() + " ORDER BY 1"));
    }

    @Test
    void rolesAreTheServicesAndTheAnalyst() {
        Set<String> roles = Chart.ofKind("operators", "DatabaseRole").stream()
                .map(role -> role.at("/spec/name").asText())
                .collect(Collectors.toSet());
        Set<String> expected = Stages.services().stream().collect(Collectors.toSet());
        expected.add("analyst");
        assertEquals(expected, roles);
        for (JsonNode role : Chart.ofKind("operators", "DatabaseRole")) {
            boolean analyst = role.at("/spec/name").asText().equals("analyst");
            // What the operator does not find here it takes from the role.
            assertEquals(analyst ? "null" : "[\"results\"]", String.valueOf(role.path("spec").get("inRoles")));
            assertEquals(analyst ? 10 : -1, role.at("/spec/connectionLimit").asInt(-1));
            assertEquals("retain", role.at("/spec/databaseRoleReclaimPolicy").asText());
            assertFalse(role.path("spec").has("superuser"));
        }
    }

    @Test
    void connectionsWithoutTlsAreRejected() {
        JsonNode cluster = Chart.only("operators", "Cluster", "plateau-database").path("spec");
        assertEquals("hostnossl all all all reject", cluster.at("/postgresql/pg_hba/0").asText());
        assertFalse(cluster.path("enableSuperuserAccess").asBoolean(true));
    }

    private static String bootstrap() {
        String script = Chart.only("operators", "ConfigMap", "plateau-database-bootstrap").path("data")
                .path("bootstrap.sql")
                .asText();
        assertTrue(script.contains("CREATE ROLE inference LOGIN PASSWORD NULL;"), script);
        return script;
    }

    private static void run(Connection connection, String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(String.join(" | ", row.stream().map(String::valueOf).toList()));
            }
            return rows;
        }
    }
}
