package io.plateau.runtime.store;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

/**
 * Writes rows by the thousand, or of megabytes each: in JDBC batches, not entity by entity. Inside the caller's transaction,
 * on the connection that its entities go through.
 */
@ApplicationScoped
public class BulkWriter {
    private static final int BATCH_ROWS = 1_000;
    /** What a batch may hold in packed arrays besides: a plan of ten million tokens must not wait in memory twice. */
    private static final long BATCH_BYTES = 4 << 20;

    private final AgroalDataSource database;

    BulkWriter(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @param table in the service's schema
     * @param columns that are written
     * @param rows one value per column, null for NULL; numbers, text, {@code byte[]}, arrays of numbers or text
     */
    public void write(String table, List<String> columns, Stream<Object[]> rows) {
        String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            // Asked once: a NULL without its column's type would make the server plan the statement again.
            ParameterMetaData types = statement.getParameterMetaData();
            int waiting = 0;
            long bytes = 0;
            for (Iterator<Object[]> all = rows.iterator(); all.hasNext();) {
                bytes += set(statement, types, all.next());
                statement.addBatch();
                if (++waiting == BATCH_ROWS || bytes > BATCH_BYTES) {
                    statement.executeBatch();
                    waiting = 0;
                    bytes = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("rows of " + table + " could not be written", e);
        }
    }

    /** Counts new rows at once: until PostgreSQL does so by itself, its joins take a table for almost empty. */
    public void analyze(String... tables) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE " + String.join(", ", tables));
        } catch (SQLException e) {
            throw new IllegalStateException("rows of " + String.join(", ", tables) + " could not be counted", e);
        }
    }

    /** @return bytes of the row's packed arrays */
    private static long set(PreparedStatement statement, ParameterMetaData types, Object[] row) throws SQLException {
        long bytes = 0;
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null) {
                statement.setNull(i + 1, types.getParameterType(i + 1));
            } else if (row[i] instanceof byte[] packed) {
                statement.setBytes(i + 1, packed);
                bytes += packed.length;
            } else {
                statement.setObject(i + 1, row[i]);
            }
        }
        return bytes;
    }
}
