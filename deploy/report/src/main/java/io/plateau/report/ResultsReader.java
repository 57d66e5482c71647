package io.plateau.report;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plateau.report.Results.FigureKey;

/** Reads the views as role {@code analyst} may. */
final class ResultsReader {

    /** Rows per round trip; Figure 1 has one row per neuron and group. */
    private static final int FETCH_SIZE = 2_000;

    private final Connection connection;

    ResultsReader(Connection connection) {
        this.connection = connection;
    }

    Results read(List<String> experimentIds) throws SQLException {
        Array ids = connection.createArrayOf("text", experimentIds.toArray());
        try {
            Map<Table, View> views = new EnumMap<>(Table.class);
            for (Table table : Table.values()) {
                views.put(table, view(table.query(), ids));
            }
            return new Results(experiments(experimentIds, ids), views, figure(ids));
        } finally {
            ids.free();
        }
    }

    /** One for every id that was requested, in that order: an id the view does not know is reported, not left out. */
    private List<Experiment> experiments(List<String> experimentIds, Array ids) throws SQLException {
        Map<String, Experiment> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(Queries.EXPERIMENTS)) {
            statement.setArray(1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Experiment experiment = experiment(rows);
                    known.put(experiment.id(), experiment);
                }
            }
        }
        List<Experiment> found = experimentIds.stream().distinct()
                .map(id -> known.getOrDefault(id, Experiment.unknown(id))).toList();
        List<String> labels = FileNames.distinct(found.stream().map(Experiment::name).toList());
        List<Experiment> labelled = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            labelled.add(found.get(i).labelled(labels.get(i)));
        }
        return List.copyOf(labelled);
    }

    private static Experiment experiment(ResultSet row) throws SQLException {
        String id = row.getString("experiment_id");
        return new Experiment(id, id, row.getString("model"), row.getString("corpus"), row.getString("status"),
                row.getString("reason"), row.getString("shortfall"), row.getString("specification"),
                row.getString("provenance"),
                instant(row, "requested_at"), instant(row, "finished_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private View view(String query, Array ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, ids);
            try (ResultSet result = statement.executeQuery()) {
                ResultSetMetaData description = result.getMetaData();
                List<String> columns = new ArrayList<>();
                for (int c = 1; c <= description.getColumnCount(); c++) {
                    columns.add(description.getColumnLabel(c));
                }
                List<Row> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, String> values = new LinkedHashMap<>();
                    for (String column : columns) {
                        values.put(column, result.getString(column));
                    }
                    rows.add(new Row(values));
                }
                return new View(columns, rows);
            }
        }
    }

    private Map<FigureKey, List<FigurePoint>> figure(Array ids) throws SQLException {
        Map<FigureKey, List<FigurePoint>> points = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(Queries.FIGURE_1)) {
            statement.setArray(1, ids);
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    points.computeIfAbsent(
                            new FigureKey(rows.getString("experiment_id"), rows.getString("token_group")),
                            key -> new ArrayList<>())
                            .add(new FigurePoint(rows.getInt("rank"), rows.getDouble("influence"),
                                    rows.getObject("fit", Double.class),
                                    rows.getString("regime"), rows.getObject("influence_low", Double.class),
                                    rows.getObject("influence_high", Double.class),
                                    rows.getObject("cross_fitted", Double.class)));
                }
            }
        }
        return points;
    }
}
