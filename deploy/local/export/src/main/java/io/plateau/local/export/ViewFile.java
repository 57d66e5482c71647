package io.plateau.local.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

import io.plateau.local.export.ResultsSchema.Column;
import io.plateau.results.ResultView;

/** Writes one view's rows of an experiment to a file. */
final class ViewFile {
    /** Rows per round trip. */
    private static final int FETCH_SIZE = 2_000;

    private final ExportedView view;
    private final List<Column> columns;

    ViewFile(ExportedView view, List<Column> columns) {
        this.view = view;
        this.columns = columns;
    }

    String name() {
        return view.name() + ".tsv";
    }

    /**
     * @return SHA-256 of the file
     * @throws ExportException when two rows have the same key
     */
    String write(Connection connection, String experimentId, Path directory) throws SQLException, IOException {
        try (DigestOutputStream file = new DigestOutputStream(Files.newOutputStream(directory.resolve(name())),
                Sha256.digest())) {
            Writer out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
            out.write(columns.stream().map(column -> column.name() + ":" + column.type())
                    .collect(Collectors.joining("\t", "", "\n")));
            try (PreparedStatement statement = connection.prepareStatement(query())) {
                statement.setFetchSize(FETCH_SIZE);
                statement.setString(1, experimentId);
                try (ResultSet rows = statement.executeQuery()) {
                    write(rows, out);
                }
            }
            out.flush();
            return Sha256.hex(file.getMessageDigest());
        }
    }

    private void write(ResultSet rows, Writer out) throws SQLException, IOException {
        String before = null;
        while (rows.next()) {
            StringBuilder key = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                String value = ExactText.of(rows, i + 1, column);
                out.write(i == 0 ? value : "\t" + value);
                if (view.key().contains(column.name())) {
                    key.append(column.name()).append(' ').append(value).append(", ");
                }
            }
            out.write('\n');
            if (key.toString().equals(before)) {
                throw new ExportException("results." + view.name() + " has two rows for " + (key.isEmpty()
                        ? "the experiment"
                        : key.substring(0, key.length() - 2)));
            }
            before = key.toString();
        }
    }

    private String query() {
        String values = columns.stream()
                .map(column -> view.instead().getOrDefault(column.name(), '"' + column.name() + '"'))
                .collect(Collectors.joining(", "));
        String order = view.key().stream().map(this::order).collect(Collectors.joining(", "));
        return "SELECT " + values + " FROM results." + view.name() + " WHERE " + ResultView.EXPERIMENT + " = ?"
                + (order.isEmpty() ? "" : " ORDER BY " + order);
    }

    /** Text by its bytes: the order of a language differs between servers. */
    private String order(String key) {
        boolean text = columns.stream().anyMatch(column -> column.name().equals(key) && column.isText());
        return '"' + key + '"' + (text ? " COLLATE \"C\"" : "") + " NULLS LAST";
    }
}
