package io.plateau.inference.results;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.plateau.inference.results.ResultTable.Column;
import io.plateau.results.ResultCatalogue;
import io.plateau.results.ResultView;

/**
 * Reads the schema {@code results} with the rights of the role {@code analyst}, which may read it and nothing else: no query parameter
 * could come to what people may not see. Rows pass through; how many there are does not matter to the memory.
 */
public final class ResultReader {
    /** Rows per round trip. */
    private static final int FETCH_SIZE = 500;
    /** A client that reads nothing for this long is disconnected: it holds a database connection. */
    private static final String STALLED = "60s";
    private static final String LONGEST = "5min";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final DataSource database;
    private final Semaphore atOnce;

    /** @param atOnce downloads allowed at the same time; each holds a connection */
    public ResultReader(DataSource database, int atOnce) {
        this.database = database;
        this.atOnce = new Semaphore(atOnce);
    }

    /** Work on a connection whose rights are those of {@code analyst}. */
    public interface Reading<T> {
        T with(Connection connection) throws SQLException, IOException;
    }

    /** The most downloads allowed are in progress. */
    public static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The views that have rows of single experiments, in the order of the catalogue. */
    public List<ResultTable> tables() throws IOException {
        return reading(connection -> {
            List<ResultTable> tables = new ArrayList<>();
            for (ResultView view : ResultCatalogue.OF_EXPERIMENTS) {
                table(connection, view).ifPresent(tables::add);
            }
            return tables;
        });
    }

    /** Empty where there is none of the name. */
    public Optional<ResultTable> table(String name) throws IOException {
        Optional<ResultView> view = ResultCatalogue.OF_EXPERIMENTS.stream().filter(v -> v.name().equals(name))
                .findFirst();
        return view.isEmpty() ? Optional.empty() : reading(connection -> table(connection, view.get()));
    }

    /**
     * Writes the rows that are chosen.
     *
     * @return where the page ends; empty where it was the last
     */
    public Optional<String> write(String experimentId, RowQuery query, ResultFormat format, OutputStream out)
            throws IOException {
        return reading(connection -> write(connection, experimentId, query, format, out));
    }

    /** Writes all rows of a table. */
    public interface Rows {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Receives one table. */
    public interface TableReader {
        void read(ResultTable table, Rows rows) throws IOException;
    }

    /** Reads every table of an experiment from one snapshot, in the order of the catalogue. */
    public void read(String experimentId, ResultFormat format, TableReader tables) throws IOException {
        reading(connection -> {
            for (ResultView view : ResultCatalogue.OF_EXPERIMENTS) {
                Optional<ResultTable> table = table(connection, view);
                if (table.isPresent()) {
                    RowQuery all = RowQuery.of(table.get(), Map.of());
                    tables.read(table.get(), out -> {
                        try {
                            write(connection, experimentId, all, format, out);
                        } catch (SQLException e) {
                            throw new ResultsUnreadException(e);
                        }
                    });
                }
            }
            return null;
        });
    }

    private static Optional<String> write(Connection connection, String experimentId, RowQuery query,
            ResultFormat format, OutputStream out) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            statement.setFetchSize(FETCH_SIZE);
            statement.setString(1, experimentId);
            for (int i = 0; i < query.values().size(); i++) {
                statement.setString(i + 2, query.values().get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return write(rows, query, format, out);
            }
        }
    }

    /** A failure leaves the document open: closed, what has been written would pass for all there is. */
    static Optional<String> write(ResultSet rows, RowQuery query, ResultFormat format, OutputStream out)
            throws SQLException, IOException {
        String place = null;
        boolean more = false;
        RowWriter writer = format.writer(query, out);
        for (int row = 0; rows.next(); row++) {
            if (query.limit() != null && row == query.limit()) {
                more = true;
                break;
            }
            writer.write(rows);
            place = query.limit() == null ? null : place(rows, query);
        }
        writer.end();
        return more ? Optional.ofNullable(place) : Optional.empty();
    }

    private static String place(ResultSet row, RowQuery query) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < query.table().key().size(); i++) {
            key.add(row.getString(query.columns().size() + 1 + i));
        }
        return PagePlace.write(key);
    }

    private static Optional<ResultTable> table(Connection connection, ResultView view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT a.attname, format_type(a.atttypid, NULL), col_description(c.oid, a.attnum),"
                        + " obj_description(c.oid, 'pg_class')"
                        + " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                        + " WHERE c.relnamespace = 'results'::regnamespace AND c.relname = ? AND a.attnum > 0"
                        + " AND NOT a.attisdropped ORDER BY a.attnum")) {
            statement.setString(1, view.name());
            List<Column> columns = new ArrayList<>();
            String description = null;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(rows.getString(1), rows.getString(2), rows.getString(3)));
                    description = rows.getString(4);
                }
            }
            // A service that has not started yet has not made its views.
            return columns.isEmpty() ? Optional.empty() : Optional.of(new ResultTable(view, description, columns));
        }
    }

    /** Bounded: a waiting request holds a thread. */
    private void await() {
        try {
            if (!atOnce.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
    }

    /** Reads in one transaction: what is read is of one moment. */
    public <T> T reading(Reading<T> reading) throws IOException {
        await();
        try (Connection connection = database.getConnection()) {
            // A transaction: one snapshot, a cursor for many rows, and settings that end with it.
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL ROLE analyst; SET LOCAL statement_timeout = '"
                                + LONGEST + "'; SET LOCAL idle_in_transaction_session_timeout = '" + STALLED + "'");
                return reading.with(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new ResultsUnreadException(e);
        } finally {
            atOnce.release();
        }
    }
}
