package io.plateau.local.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The canonical export of an experiment: every row of its results, so written that equal results give equal bytes.
 *
 * <p>
 * A folder holds one file per view of the schema {@code results}, named as the view with {@code .tsv} behind it, also where
 * the experiment has no row of it. The first line names the columns, each with its type behind a colon; then comes a line per
 * row, ordered by the view's key, text by its bytes in UTF-8, null last. Lines end in a line feed, values are separated by
 * tabs. A value is
 * <ul>
 * <li>for double precision its 64 bits as IEEE 754 lays them out, 16 hexadecimal digits, the sign first: 1.5 is
 * {@code 3ff8000000000000};
 * <li>for integers and numeric decimal digits; for boolean {@code true} or {@code false};
 * <li>for text the text, with a backslash written as two, and tab, line feed and carriage return as {@code \t}, {@code \n}
 * and {@code \r}; JSON as PostgreSQL prints {@code jsonb};
 * <li>for arrays their elements in braces, separated by commas, texts in quotation marks, before which they have a backslash within;
 * <li>for null {@code \N}.
 * </ul>
 * {@code SHA256SUMS} has a line per file, hash, two spaces and name, by name, as {@code sha256sum -c} reads it; the hash of
 * the export is the SHA-256 of that file.
 *
 * <p>
 * Identifiers chosen by clients are left out, as are times and the name of the code's version: {@link ExportedView} says
 * which columns and why. A view that it does not know stops the export.
 */
public final class Export {
    static final String SUMS = "SHA256SUMS";

    private Export() {
    }

    /**
     * Writes an experiment's results as they are at one moment.
     *
     * @param connection may read schema {@code results}; its role {@code analyst} suffices. Not within a transaction
     * @param directory made where absent; what an earlier export left there is replaced
     * @return the hash of the export
     * @throws ExportException when there is no such experiment, or the export would not be complete or exact
     */
    public static String write(Connection connection, String experimentId, Path directory)
            throws SQLException, IOException {
        int isolation = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        // A transaction: one moment for all views, and a cursor where rows are many.
        connection.setAutoCommit(false);
        try {
            ResultsSchema schema = ResultsSchema.of(connection);
            requireExperiment(connection, experimentId);
            clear(Files.createDirectories(directory));
            SortedMap<String, String> sums = new TreeMap<>();
            for (ExportedView view : ExportedView.ALL) {
                ViewFile file = new ViewFile(view, schema.exported(view));
                sums.put(file.name(), file.write(connection, experimentId, directory));
            }
            return sums(sums, directory);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
        }
    }

    /**
     * Writes several experiments, each into a folder of its own.
     *
     * @param experiments identifier by name of the folder, such as the model's name; a folder named by the identifier would make
     * equal results differ
     * @return the hash of each export, by folder; {@code SHA256SUMS} beside the folders has the same
     */
    public static SortedMap<String, String> writeAll(Connection connection, Map<String, String> experiments,
            Path directory) throws SQLException, IOException {
        Files.createDirectories(directory);
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, String> experiment : experiments.entrySet()) {
            hashes.put(experiment.getKey(),
                    write(connection, experiment.getValue(), directory.resolve(experiment.getKey())));
        }
        SortedMap<String, String> sums = new TreeMap<>();
        hashes.forEach((folder, hash) -> sums.put(folder + "/" + SUMS, hash));
        sums(sums, directory);
        return hashes;
    }

    private static void requireExperiment(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("SELECT 1 FROM results.experiments WHERE experiment_id = ?")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new ExportException("there is no experiment '" + id + "' to export");
                }
            }
        }
    }

    /** A file of an earlier export must not pass for one of this. */
    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Export::isOurs).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".tsv") || name.equals(SUMS));
    }

    private static String sums(SortedMap<String, String> sums, Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        sums.forEach((file, hash) -> text.append(hash).append("  ").append(file).append('\n'));
        // Last: an export that broke off has none.
        Files.writeString(directory.resolve(SUMS), text);
        return Sha256.of(text.toString());
    }
}
