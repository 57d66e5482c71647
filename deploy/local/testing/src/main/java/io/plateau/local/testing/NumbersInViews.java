package io.plateau.local.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers in views that would break queries. */
public final class NumbersInViews {
    /** Floating-point columns, single and arrays, of the views of one experiment's results that the user may read. */
    private static final String COLUMNS = "SELECT c.relname, a.attname, a.atttypid::regtype::text"
            + " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_attribute id ON id.attrelid = c.oid"
            + " WHERE c.relnamespace = 'results'::regnamespace AND c.relkind = 'v' AND id.attname = 'experiment_id'"
            + " AND has_table_privilege(c.oid, 'SELECT') AND a.atttypid IN ('float4'::regtype, 'float8'::regtype,"
            + " 'float4[]'::regtype, 'float8[]'::regtype) ORDER BY 1, 2";

    private NumbersInViews() {
    }

    /** Columns ({@code view.column}) that hold NaN or an infinity in a row of an experiment. */
    public static List<String> notFinite(Connection connection, String experiment) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> question : questions(connection).entrySet()) {
            try (PreparedStatement query = connection.prepareStatement(question.getValue())) {
                query.setString(1, experiment);
                try (ResultSet rows = query.executeQuery()) {
                    if (rows.next()) {
                        found.add(question.getKey());
                    }
                }
            }
        }
        return found;
    }

    private static Map<String, String> questions(Connection connection) throws SQLException {
        Map<String, String> questions = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement(); ResultSet columns = statement.executeQuery(COLUMNS)) {
            while (columns.next()) {
                String view = columns.getString(1);
                String quoted = "\"" + columns.getString(2) + "\"";
                String values = columns.getString(3).endsWith("[]")
                        ? "EXISTS (SELECT 1 FROM unnest(" + quoted + ") x WHERE x"
                        : "(" + quoted;
                questions.put(view + "." + columns.getString(2), "SELECT 1 FROM results." + view
                        + " WHERE experiment_id = ? AND " + values + " IN ('NaN', 'Infinity', '-Infinity')) LIMIT 1");
            }
        }
        if (questions.isEmpty()) {
            throw new IllegalStateException("no view of results has a column of numbers that this user may read");
        }
        return questions;
    }
}
