package io.plateau.runtime.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.testing.Authority;
import io.plateau.local.testing.DatabaseTls;

/** Against a real server that offers TLS. */
class DatabaseFaultTest {
    @TempDir
    static Path directory;
    private static LocalDatabase database;
    private static Authority authority;

    @BeforeAll
    static void aServer() throws Exception {
        database = LocalDatabase.start(directory.resolve("postgres"), Durability.THROWAWAY);
        authority = Authority.in(directory.resolve("keys"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void certificatesAreJudged() throws Exception {
        Path right = authority.certificate();
        Path wrong = Authority.in(directory.resolve("others")).certificate();
        offer("good", "ip:127.0.0.1", false);
        assertEquals(Optional.empty(), connecting(right));
        assertTls("its certificate is signed by no authority that is trusted here", wrong);
        assertTls("its certificate cannot be checked: Could not open SSL root certificate file",
                directory.resolve("absent"));
        offer("elsewhere", "dns:db.example.org", false);
        assertTls("its certificate is for other hosts", right);
        offer("expired", "ip:127.0.0.1", true);
        assertTls("its certificate has expired", right);
    }

    @Test
    void theLoginIsJudged() {
        SQLException refused = assertThrows(SQLException.class,
                () -> DriverManager.getConnection(database.jdbcUrl(), "graph", "wrong"));
        assertStarts(refused, "the database " + database.jdbcUrl() + " refuses the login of role graph: FATAL: password"
                + " authentication failed for user \"graph\"; QUARKUS_DATASOURCE_PASSWORD must be");
    }

    @Test
    void missingDatabasesAndRightsAreNamed() throws Exception {
        String absent = database.jdbcUrl().replace("/plateau", "/other");
        assertStarts(assertThrows(SQLException.class,
                () -> DriverManager.getConnection(absent, "graph", database.password("graph"))),
                "the database " + absent + " is incomplete: FATAL: database \"other\" does not exist; the scripts of"
                        + " deploy/results");
        try (Connection connection = database.superuser(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA routing OWNER TO postgres");
            statement.execute("REVOKE ALL ON SCHEMA routing FROM routing");
        }
        Flyway flyway = Flyway.configure().dataSource(database.jdbcUrl(), "routing", database.password("routing"))
                .defaultSchema("routing").locations("db/runtime").load();
        assertStarts(assertThrows(FlywayException.class, flyway::migrate), "role routing lacks a right in the database "
                + database.jdbcUrl() + ": ERROR: permission denied for ");
    }

    private static void offer(String name, String hosts, boolean expired) throws Exception {
        Authority.Issued issued = authority.issue(name, hosts, expired);
        DatabaseTls.offer(database, directory.resolve("postgres"), issued.key(), issued.certificate());
        String subject = "/CN=" + name;
        // The server takes the new certificate a moment later.
        await("the certificate of " + name).atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertEquals(subject, offered()));
    }

    /** Subject of the certificate that new connections get. */
    private static String offered() throws Exception {
        StringBuilder subject = new StringBuilder();
        try (Socket plain = new Socket("127.0.0.1", database.port())) {
            // PostgreSQL's request for TLS
            plain.getOutputStream().write(new byte[]{0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
            if (plain.getInputStream().read() != 'S') {
                return "";
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new TrustAll()}, null);
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1",
                    database.port(), true)) {
                socket.startHandshake();
                var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                subject.append('/').append(certificate.getSubjectX500Principal().getName());
            }
        }
        return subject.toString();
    }

    /** Only to see who offers what. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static Optional<SQLException> connecting(Path root) {
        try {
            DriverManager.getConnection(database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + root, "graph",
                    database.password("graph")).close();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    private static void assertTls(String reason, Path root) {
        assertStarts(connecting(root).orElseThrow(), "the database " + database.jdbcUrl() + " cannot be used over TLS: "
                + reason);
    }

    private static void assertStarts(Exception failure, String start) {
        String sentence = DatabaseFault.sentence(failure, url(start), role(start)).orElseThrow();
        assertTrue(sentence.startsWith(start), sentence);
        assertTrue(!sentence.contains("Exception"), sentence);
    }

    private static String url(String start) {
        return start.contains("/other") ? database.jdbcUrl().replace("/plateau", "/other") : database.jdbcUrl();
    }

    private static String role(String start) {
        return start.startsWith("role routing") ? "routing" : "graph";
    }
}
