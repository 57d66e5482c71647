package io.plateau.runtime.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class BulkWriterTest {
    private static final List<String> COLUMNS = List.of("id", "name", "value", "many", "packed", "members", "flag");

    @Inject
    BulkWriter writer;
    @Inject
    AgroalDataSource database;

    @BeforeEach
    void tables() throws SQLException {
        for (String table : List.of("bulk", "single")) {
            run("CREATE TABLE " + table + " (id integer PRIMARY KEY, name text, value double precision, many bigint,"
                    + " packed bytea, members integer[], flag boolean)");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        run("DROP TABLE bulk, single");
    }

    /** More than two batches, NULLs of every type among them, beside the same rows written one by one. */
    @Test
    void everyRowIsWrittenAsOneByOne() throws SQLException {
        QuarkusTransaction.requiringNew().run(() -> writer.write("bulk", COLUMNS,
                IntStream.range(0, 2_345).mapToObj(BulkWriterTest::row)));
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection
                        .prepareStatement("INSERT INTO single VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < 2_345; i++) {
                Object[] row = row(i);
                for (int c = 0; c < row.length; c++) {
                    insert.setObject(c + 1, row[c]);
                }
                insert.executeUpdate();
            }
        }
        assertEquals(2_345, number("SELECT count(*) FROM bulk"));
        assertEquals(0, number("SELECT count(*) FROM (TABLE single EXCEPT TABLE bulk) AS missing"));
    }

    @Test
    void aValueKeepsItsBits() throws SQLException {
        QuarkusTransaction.requiringNew().run(() -> writer.write("bulk", COLUMNS, Stream.<Object[]>of(
                new Object[]{1, "ä\n\t", -0.0, Long.MIN_VALUE, new byte[]{0, -1}, new int[]{3, -4}, true},
                new Object[]{2, null, Double.MIN_VALUE, null, null, null, null})));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM bulk ORDER BY id")) {
            rows.next();
            assertEquals("ä\n\t", rows.getString(2));
            assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(rows.getDouble(3)));
            assertEquals(Long.MIN_VALUE, rows.getLong(4));
            assertArrayEquals(new byte[]{0, -1}, rows.getBytes(5));
            assertArrayEquals(new Integer[]{3, -4}, (Integer[]) rows.getArray(6).getArray());
            rows.next();
            assertNull(rows.getString(2));
            assertEquals(Double.MIN_VALUE, rows.getDouble(3));
        }
    }

    /** Rows go through the connection of the transaction: what fails leaves none. */
    @Test
    void rowsBelongToTheCallersTransaction() throws SQLException {
        IllegalStateException failed = assertThrows(IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    writer.write("bulk", COLUMNS, IntStream.range(0, 1_500).mapToObj(BulkWriterTest::row));
                    writer.write("bulk", COLUMNS, Stream.<Object[]>of(row(7)));
                }));
        assertEquals("rows of bulk could not be written", failed.getMessage());
        assertEquals(0, number("SELECT count(*) FROM bulk"));
    }

    private static Object[] row(int i) {
        return new Object[]{i, i % 3 == 0 ? null : "name " + i, i % 5 == 0 ? null : 1.0 / i, i % 7 == 0 ? null : 3L * i,
                i % 11 == 0 ? null : new byte[]{(byte) i}, i % 13 == 0 ? null : new int[]{i, -i}, i % 2 == 0};
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
