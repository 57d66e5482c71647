package io.plateau.local.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.logging.Logger;

import org.jboss.logmanager.Level;

/**
 * Holds the role {@code analyst} to what it could otherwise change: PostgreSQL lets every role lift its own time limits and set
 * its own password and defaults. Looks every few seconds, as superuser; ends sessions, not only statements, because code can
 * catch a cancellation but not that.
 */
final class AnalystGuard implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AnalystGuard.class.getName());
    /** Whatever a role can change about itself. */
    private static final String STATE = "SELECT md5(concat(a.rolpassword, (SELECT string_agg(concat(s.setdatabase, s.setconfig),"
            + " ';' ORDER BY s.setdatabase) FROM pg_db_role_setting s WHERE s.setrole = a.oid)))"
            + " FROM pg_authid a WHERE a.rolname = 'analyst'";
    private static final String END_SESSIONS = "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a"
            + " WHERE a.usename = 'analyst' AND (a.state = 'active' AND clock_timestamp() - a.query_start > ?::interval"
            + " OR clock_timestamp() - a.xact_start > ?::interval"
            + " OR a.state = 'idle' AND clock_timestamp() - a.state_change > ?::interval"
            // A service that waits for a lock that the analyst holds, as a migration may.
            + " OR a.pid IN (SELECT unnest(pg_blocking_pids(s.pid)) FROM pg_stat_activity s WHERE s.usename <> 'analyst'"
            + " AND s.wait_event_type = 'Lock' AND clock_timestamp() - s.state_change > ?::interval))";
    /** Where its connections are used up, the one that has been idle for longest makes room. */
    private static final String MAKE_ROOM = "SELECT pg_terminate_backend(pid) FROM (SELECT pid, state, state_change, count(*) OVER ()"
            + " AS sessions FROM pg_stat_activity WHERE usename = 'analyst') a WHERE sessions >= (SELECT rolconnlimit"
            + " FROM pg_roles WHERE rolname = 'analyst') AND state = 'idle' AND clock_timestamp() - state_change > ?::interval"
            + " ORDER BY state_change LIMIT 1";

    private final Bootstrap.Connector superuser;
    private final String settings;
    private final Limits limits;
    private final Thread thread;
    private String state;

    private AnalystGuard(Bootstrap.Connector superuser, String settings, Limits limits) {
        this.superuser = superuser;
        this.settings = settings;
        this.limits = limits;
        this.thread = new Thread(this::run, "analyst-guard");
        thread.setDaemon(true);
    }

    /**
     * How long a session of the analyst may do what.
     *
     * @param statement one statement
     * @param transaction one transaction: it keeps rows that could be removed, and locks on views
     * @param idle nothing
     * @param blocking hold a lock that a service waits for
     * @param crowding do nothing while no further session of the role can connect
     * @param interval between two looks
     */
    record Limits(Duration statement, Duration transaction, Duration idle, Duration blocking, Duration crowding,
            Duration interval) {
        /** Slightly above the role's setting, so that the server's own, clearer message comes first. */
        static final Limits DEFAULT = new Limits(Duration.ofSeconds(330), Duration.ofMinutes(11), Duration.ofHours(4),
                Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(5));
    }

    /** @param settings SQL that sets the role's password and defaults anew */
    static AnalystGuard start(Bootstrap.Connector superuser, String settings, Limits limits) throws SQLException {
        AnalystGuard guard = new AnalystGuard(superuser, settings, limits);
        try (Connection connection = superuser.connect()) {
            guard.state = state(connection);
        }
        guard.thread.start();
        return guard;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            // Not kept: a server that is asked to stop waits for its connections.
            try (Connection connection = superuser.connect()) {
                look(connection);
            } catch (SQLException e) {
                // The server is stopping, or comes back.
                LOG.log(Level.FINE, "the analyst's sessions could not be inspected", e);
            }
            try {
                Thread.sleep(limits.interval().toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Connection connection) throws SQLException {
        int ended = end(connection, END_SESSIONS, limits.statement(), limits.transaction(), limits.idle(),
                limits.blocking())
                + end(connection, MAKE_ROOM, limits.crowding());
        if (ended > 0) {
            LOG.log(Level.WARN, ended + " sessions of the role analyst exceeded their limits and were ended");
        }
        if (!Objects.equals(state, state(connection))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(settings);
            }
            state = state(connection);
            LOG.log(Level.WARN, "the role analyst had changed its own password or settings; they were reset");
        }
    }

    private static int end(Connection connection, String sql, Duration... durations) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < durations.length; i++) {
                statement.setString(i + 1, durations[i].toString());
            }
            try (ResultSet rows = statement.executeQuery()) {
                int ended = 0;
                while (rows.next()) {
                    ended++;
                }
                return ended;
            }
        }
    }

    private static String state(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(STATE)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
