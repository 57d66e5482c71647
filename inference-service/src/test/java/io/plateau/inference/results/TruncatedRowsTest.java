package io.plateau.inference.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.plateau.inference.results.ResultTable.Column;
import io.plateau.results.ResultView;

/** A connection that breaks in the middle of the rows. */
class TruncatedRowsTest {
    private static final RowQuery QUERY = RowQuery.of(new ResultTable(new ResultView("figures", List.of()), "Ranks.",
            List.of(new Column("rank", "integer", "Rank."))), Map.of());

    @ParameterizedTest
    @EnumSource
    void whatHasBeenWrittenDoesNotPassForAllThereIs(ResultFormat format) throws Exception {
        Output whole = new Output();
        ResultReader.write(rows(3, null), QUERY, format, whole);
        assertEquals(1, whole.closed);

        Output broken = new Output();
        SQLException failure = new SQLException("the connection was closed");
        assertEquals(failure, assertThrows(SQLException.class,
                () -> ResultReader.write(rows(2, failure), QUERY, format, broken)));
        assertEquals(0, broken.closed);
        assertFalse(broken.toString(UTF_8).endsWith("]"), () -> broken.toString(UTF_8));
    }

    /** Ranks from 1; then the end, or a failure. */
    private static ResultSet rows(int count, SQLException failure) {
        int[] row = {0};
        return (ResultSet) Proxy.newProxyInstance(TruncatedRowsTest.class.getClassLoader(),
                new Class<?>[]{ResultSet.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "next" :
                            if (++row[0] > count && failure != null) {
                                throw failure;
                            }
                            return row[0] <= count;
                        case "getObject" :
                            return row[0];
                        case "getLong" :
                            return (long) row[0];
                        default :
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private static final class Output extends ByteArrayOutputStream {
        private int closed;

        @Override
        public void close() throws IOException {
            closed++;
        }
    }
}
