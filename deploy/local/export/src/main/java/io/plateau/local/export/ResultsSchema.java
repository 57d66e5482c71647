package io.plateau.local.export;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.plateau.results.ResultCatalogue;
import io.plateau.results.ResultView;

/** What the schema {@code results} holds in a database, held against the {@link ResultCatalogue}. */
final class ResultsSchema {
    /** The system catalogue, which shows also what the reader may not read. */
    private static final String COLUMNS = """
            SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = 'results' AND c.relkind IN ('v', 'm', 'r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY c.relname COLLATE "C", a.attnum
            """;

    private final Map<String, List<Column>> views;

    private ResultsSchema(Map<String, List<Column>> views) {
        this.views = views;
    }

    /** @throws ExportException when the database has a view that the catalogue does not know, or the other way round */
    static ResultsSchema of(Connection connection) throws SQLException {
        Map<String, List<Column>> views = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                views.computeIfAbsent(rows.getString(1), view -> new ArrayList<>())
                        .add(new Column(rows.getString(2), rows.getString(3)));
            }
        }
        ResultsSchema schema = new ResultsSchema(views);
        schema.requireComplete();
        return schema;
    }

    /** The columns that are exported of a view, in the view's order. */
    List<Column> exported(ExportedView view) {
        return views.get(view.name()).stream().filter(column -> !view.omitted().containsKey(column.name())).toList();
    }

    private void requireComplete() {
        Set<String> known = ResultCatalogue.OF_EXPERIMENTS.stream().map(ResultView::name)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(ResultCatalogue.OTHERS.keySet());
        Set<String> unknown = new TreeSet<>(views.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ExportException("schema results has " + unknown
                    + ", which the catalogue of results does not name: add them to it");
        }
        known.removeAll(views.keySet());
        if (!known.isEmpty()) {
            throw new ExportException("schema results lacks " + known
                    + ": have all services migrated their schemas, and does the catalogue name only what there is?");
        }
        ExportedView.ALL.forEach(this::requireColumns);
    }

    private void requireColumns(ExportedView view) {
        Set<String> named = new TreeSet<>(view.key());
        named.addAll(view.omitted().keySet());
        named.addAll(view.instead().keySet());
        named.removeAll(views.get(view.name()).stream().map(Column::name).toList());
        if (!named.isEmpty()) {
            throw new ExportException("the view results." + view.name() + " has no column " + named
                    + ", which the catalogue of results or the export names");
        }
    }

    /** @param type as PostgreSQL calls it */
    record Column(String name, String type) {
        boolean isText() {
            return type.equals("text");
        }
    }
}
