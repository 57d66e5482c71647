package io.plateau.results;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HexFormat;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Makes the joined views after a service's own migrations, whichever service is the last to bring what they read. Every
 * service runs it at every start: a view whose sources are not all there, or not all of this version, is left to a later
 * start, and one that is there as this build defines it is not touched, since replacing it would wait for its readers.
 */
public final class JoinedViews implements Callback {
    private static final System.Logger LOG = System.getLogger(JoinedViews.class.getName());
    /** SQLSTATE where a source is of an earlier version: its service has not migrated yet. */
    private static final String UNDEFINED_COLUMN = "42703";
    /** SQLSTATE where the view itself is of a later version, which has more columns: those are only ever added. */
    private static final String INVALID_TABLE_DEFINITION = "42P16";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "joined views of results";
    }

    /** Within the transaction that Flyway opens for it, at whose end role and lock are given up. */
    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            // The lock that every migration takes: one service changes the schema results at a time.
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('results'))");
            // One owner, whichever service makes them.
            statement.execute("SET LOCAL ROLE results");
            statement.execute("CREATE TABLE IF NOT EXISTS results_history.joined_view"
                    + " (name text PRIMARY KEY, sha256 text NOT NULL)");
            for (JoinedView view : JoinedView.values()) {
                ensure(connection, view);
            }
            statement.execute("RESET ROLE");
        } catch (SQLException e) {
            throw new FlywayException("the joined views of results could not be made: " + e.getMessage(), e);
        }
    }

    private static void ensure(Connection connection, JoinedView view) throws SQLException {
        for (String source : view.sources()) {
            if (!exists(connection, source)) {
                return;
            }
        }
        String sha256 = sha256(view.sql());
        if (exists(connection, view.label()) && sha256.equals(made(connection, view))) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            make(connection, view, sha256);
        } catch (SQLException e) {
            if (!UNDEFINED_COLUMN.equals(e.getSQLState()) && !INVALID_TABLE_DEFINITION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            LOG.log(System.Logger.Level.INFO, "this start does not define the view results.{0}: {1}", view.label(),
                    e.getMessage());
        }
    }

    private static void make(Connection connection, JoinedView view, String sha256) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement history = connection.prepareStatement("INSERT INTO results_history.joined_view"
                        + " VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256")) {
            statement.execute(view.sql());
            history.setString(1, view.label());
            history.setString(2, sha256);
            history.executeUpdate();
        }
    }

    private static boolean exists(Connection connection, String view) throws SQLException {
        return text(connection, "SELECT to_regclass('results.' || ?)::text", view) != null;
    }

    private static String made(Connection connection, JoinedView view) throws SQLException {
        return text(connection, "SELECT max(sha256) FROM results_history.joined_view WHERE name = ?", view.label());
    }

    private static String text(Connection connection, String query, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
