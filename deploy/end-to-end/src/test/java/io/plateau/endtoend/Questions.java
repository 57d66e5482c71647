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
    private static final Map<String, List<String>> COLUMNS = new TreeMap<>(Map.ofEntries(
            Map.entry("01-verdicts-beside-the-paper.sql",
                    List.of("name", "outcome", "paper_outcome", "same_outcome", "p_value")),
            Map.entry("02-regimes-beside-the-paper.sql",
                    List.of("token_group", "kappa", "paper_kappa", "plateau_size")),
            Map.entry("03-is-the-tail-a-power-law.sql",
                    List.of("alpha", "line_agrees", "segment_agrees", "alternative", "favours")),
            Map.entry("04-clustering-beside-the-paper.sql",
                    List.of("plateau_rule", "signed_modularity", "p_corrected", "paper_p_value")),
            Map.entry("05-communities-of-the-whole-layer.sql",
                    List.of("plateau_rule", "community", "plateau_neurons", "expected", "p_corrected")),
            Map.entry("06-everything-about-each-neuron.sql",
                    List.of("neuron", "rank_rare", "rank_common", "role", "community_in_group", "community_in_layer")),
            Map.entry("07-dimensionality-and-weight-spectra.sql",
                    List.of("side", "measure", "value", "controls_mean", "p_corrected")),
            Map.entry("08-ablations-beside-the-paper.sql",
                    List.of("change_percent", "p_benjamini_hochberg", "paper_change_percent")),
            Map.entry("09-heads-that-route-rare-tokens.sql",
                    List.of("layer", "head", "excess", "routes_rare_tokens", "moved")),
            Map.entry("10-how-exact-and-how-comparable.sql",
                    List.of("shortfall", "tiers", "share_closed_form", "grouping", "matched_pairs")),
            Map.entry("11-what-effects-are-made-of.sql",
                    List.of("token_group", "role", "in_plateau", "p_corrected", "mean_direct")),
            Map.entry("12-is-the-plateau-needed.sql",
                    List.of("size", "rare", "common", "selectivity", "p_value", "synergy", "suffices")),
            Map.entry("13-when-does-it-arise.sql",
                    List.of("step", "quantity", "value", "p_first_corrected", "overlap_by_chance")),
            Map.entry("14-how-layers-compare.sql",
                    List.of("mlp_layer", "method", "kappa", "plateau_size", "clustering", "routing",
                            "missed_at_most"))));

    /** Columns that identify a row. */
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("01", List.of("experiment_id", "name")),
            Map.entry("02", List.of("experiment_id", "token_group")),
            Map.entry("03", List.of("experiment_id", "token_group", "alternative")),
            Map.entry("04", List.of("experiment_id", "neuron_group")),
            Map.entry("05", List.of("experiment_id", "community")),
            Map.entry("06", List.of("experiment_id", "neuron")),
            Map.entry("07", List.of("experiment_id", "neuron_group", "side", "measure")),
            Map.entry("08", List.of("experiment_id", "ablation_target")),
            Map.entry("09", List.of("experiment_id", "layer", "head")),
            Map.entry("10", List.of("experiment_id")),
            Map.entry("11", List.of("experiment_id", "token_group", "role")),
            Map.entry("12", List.of("experiment_id", "size")),
            Map.entry("13", List.of("experiment_id", "quantity", "token_group")),
            Map.entry("14", List.of("experiment_id", "token_group")));

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
            // That one is of training runs alone, of which this is none.
            assertTrue(!things.isEmpty() || name.startsWith("13"), () -> name + " has no answer");
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
