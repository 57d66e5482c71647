package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.plateau.local.testing.Question;

/** The questions that the repository answers in SQL, put to a finished experiment. */
final class Questions {
    private static final Path DIRECTORY = Path.of("../questions").toAbsolutePath().normalize();
    /** What a reader of each answer relies on; every one begins with experiment_id and model. */
    private static final Map<String, List<String>> COLUMNS = new TreeMap<>(Map.of(
            "01-verdicts-beside-the-paper.sql", List.of("name", "outcome", "paper_outcome", "same_outcome", "p_value"),
            "02-regimes-beside-the-paper.sql", List.of("token_group", "kappa", "paper_kappa", "plateau_size"),
            "03-is-the-tail-a-power-law.sql",
            List.of("alpha", "line_agrees", "segment_agrees", "alternative", "favours"),
            "04-clustering-beside-the-paper.sql",
            List.of("plateau_rule", "signed_modularity", "p_corrected", "paper_p_value"),
            "05-communities-of-the-whole-layer.sql",
            List.of("plateau_rule", "community", "plateau_neurons", "expected", "p_corrected"),
            "06-everything-about-each-neuron.sql",
            List.of("neuron", "rank_rare", "rank_common", "role", "community_in_group", "community_in_layer"),
            "07-dimensionality-and-weight-spectra.sql",
            List.of("side", "measure", "value", "controls_mean", "p_corrected"),
            "08-ablations-beside-the-paper.sql",
            List.of("change_percent", "p_benjamini_hochberg", "paper_change_percent"),
            "09-heads-that-route-rare-tokens.sql", List.of("layer", "head", "excess", "routes_rare_tokens", "moved"),
            "10-how-exact-and-how-comparable.sql",
            List.of("shortfall", "tiers", "share_closed_form", "grouping", "matched_pairs")));

    /** Columns that identify a row. */
    private static final Map<String, List<String>> KEYS = Map.of("01", List.of("experiment_id", "name"), "02",
            List.of("experiment_id", "token_group"), "03", List.of("experiment_id", "token_group", "alternative"), "04",
            List.of("experiment_id", "neuron_group"), "05", List.of("experiment_id", "community"), "06",
            List.of("experiment_id", "neuron"), "07", List.of("experiment_id", "neuron_group", "side", "measure"), "08",
            List.of("experiment_id", "ablation_target"), "09", List.of("experiment_id", "layer", "head"), "10",
            List.of("experiment_id"));

    private Questions() {
    }

    static void assertAnswered(Connection analyst) throws Exception {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertEquals(List.copyOf(COLUMNS.keySet()), files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql")).sorted().toList());
        }
        for (Map.Entry<String, List<String>> question : COLUMNS.entrySet()) {
            assertAnswered(analyst, question.getKey(), question.getValue());
        }
    }

    private static void assertAnswered(Connection analyst, String name, List<String> expected) throws Exception {
        Path file = DIRECTORY.resolve(name);
        assertTrue(Files.readString(file).lines().findFirst().orElse("").matches("-- .+\\?"),
                () -> name + " does not begin with a question");
        Set<List<String>> things = new HashSet<>();
        try (Statement statement = analyst.createStatement();
                ResultSet answer = Question.read(file).ask(statement, "")) {
            List<String> columns = columns(answer.getMetaData());
            assertEquals(List.of("experiment_id", "model"), columns.subList(0, 2), name);
            assertTrue(columns.containsAll(expected), () -> name + " answers with " + columns);
            List<String> key = KEYS.get(name.substring(0, 2));
            while (answer.next()) {
                List<String> thing = new ArrayList<>();
                for (String column : key) {
                    thing.add(answer.getString(column));
                }
                assertTrue(things.add(thing), () -> name + " has several rows for " + key + " " + thing);
            }
            assertTrue(!things.isEmpty(), () -> name + " has no answer");
        }
    }

    private static List<String> columns(ResultSetMetaData description) throws Exception {
        List<String> columns = new ArrayList<>();
        for (int c = 1; c <= description.getColumnCount(); c++) {
            columns.add(description.getColumnLabel(c));
        }
        return columns;
    }
}
