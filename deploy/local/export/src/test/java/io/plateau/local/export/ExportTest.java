package io.plateau.local.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.Stages;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.testing.ServiceSchemas;

class ExportTest {
    /** Tables from which no view reads, each with the reason why nothing is lost: what people query is made of other tables. */
    private static final Map<String, String> NO_RESULT = Map.ofEntries(
            Map.entry("ledger", "what has been done, with seconds"),
            Map.entry("context_value", "what trajectory_changes is made of"),
            Map.entry("process", "which processes live, with times"),
            Map.entry("attempt", "which messages processes are handling, or died of"),
            Map.entry("inference.published_work", "which blocks were published as work"),
            Map.entry("inference.returned_work", "which workers lack a block's model"),
            Map.entry("inference.turn", "which experiments wait for their turn"),
            Map.entry("inference.watch", "when progress was last seen"),
            Map.entry("inference.hook_delivery", "which web hooks were told of an end"),
            Map.entry("flyway_schema_history", "which migrations there were, with times"),
            Map.entry("inference.plan", "sizes that the views' rows show"),
            Map.entry("inference.plan_counts",
                    "token counts, which come from the files in results.experiments.provenance"),
            Map.entry("inference.plan_texts", "what the tokenizer has, which is in results.experiments.provenance"),
            Map.entry("inference.affected_block", "what results.neuron_contexts and neuron_logits are chosen from"),
            Map.entry("inference.planned_context", "what is sent to the model"),
            Map.entry("inference.capture_block", "partial sums on the way to a mean"),
            Map.entry("inference.capture_mean", "what replaces an activation on the way to the losses"),
            Map.entry("inference.constant_block", "partial sums on the way to results.ablation_constants"),
            Map.entry("inference.screened_block", "estimates by which neurons are chosen"),
            Map.entry("inference.screening", "which neurons are ablated: results.neuron_influences has it"),
            Map.entry("inference.refinement", "which neurons are computed again: results.ablation_accuracy has them"),
            Map.entry("inference.plateau", "this service's copy of results.plateaus"),
            Map.entry("inference.progress", "how far the work is"),
            Map.entry("influence.experiment", "this service's copy of results.experiments"),
            Map.entry("influence.loss_block", "partial sums on the way to results.neurons"),
            Map.entry("influence.effect_block", "partial sums on the way to results.neuron_effects"),
            Map.entry("influence.joint_block", "partial sums on the way to results.dose_response"),
            Map.entry("influence.verdict", "sent to the inference service, which shows it as results.verdicts"),
            Map.entry("graph.experiment", "this service's copy of results.experiments"),
            Map.entry("graph.observation_block", "activations to correlate"),
            Map.entry("graph.neuron_weight", "weights of the model"),
            Map.entry("graph.layer_runs", "some runs of which results.layer_graphs has the best"),
            Map.entry("graph.verdict", "sent to the inference service, which shows it as results.verdicts"),
            Map.entry("routing.experiment", "this service's copy of results.experiments"),
            Map.entry("routing.attention_block", "partial sums on the way to results.attention"),
            Map.entry("routing.head_ablation_block", "means per context on the way to results.heads"),
            Map.entry("routing.patch_block", "means per pair on the way to results.patching"),
            Map.entry("routing.verdict", "sent to the inference service, which shows it as results.verdicts"));

    @TempDir
    static Path directory;

    static LocalDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void theServicesHaveMigrated() throws Exception {
        database = LocalDatabase.start(directory, Durability.THROWAWAY);
        ServiceSchemas.migrate(database);
        experiment("first", "2026-01-01");
        experiment("again", "2026-02-02");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** A service drops the rows of these tables when an experiment has ended. */
    @Test
    void noViewReadsPartialRows() throws Exception {
        for (String service : Stages.services()) {
            Properties properties = new Properties();
            try (Reader file = Files.newBufferedReader(Path.of("../../..", service + "-service",
                    "src/main/resources/application.properties"))) {
                properties.load(file);
            }
            for (String table : properties.getProperty("plateau.rows.partial").split(",")) {
                assertTrue(NO_RESULT.containsKey(service + "." + table), service + "." + table);
            }
        }
    }

    @Test
    void equalResultsHaveEqualBytesWhateverTheirIdentifiersTimesAndOrder() throws Exception {
        verdicts("first", "routing", "Communities", "regimes");
        verdicts("again", "regimes", "routing", "Communities");

        String first = export("first", folder.resolve("a"));
        String again = export("again", folder.resolve("b"));

        assertEquals(first, again);
        // By bytes, capitals first.
        assertEquals(List.of("on Communities", "on regimes", "on routing"), Files.readAllLines(
                folder.resolve("a/verdicts.tsv")).stream().skip(1).map(row -> row.split("\t")[1]).toList());
    }

    @Test
    void theLastBitOfANumberShows() throws Exception {
        experiment("one", "2026-01-01");
        experiment("other", "2026-01-01");
        verdict("one", 0.1);
        verdict("other", Math.nextUp(0.1));

        assertNotEquals(export("one", folder.resolve("a")), export("other", folder.resolve("b")));
        // 0.1 is the double 0x1.999999999999ap-4; the next one ends in b.
        assertTrue(line("a/verdicts.tsv", 1).contains("\t3fb999999999999a\t"), line("a/verdicts.tsv", 1));
        assertTrue(line("b/verdicts.tsv", 1).contains("\t3fb999999999999b\t"), line("b/verdicts.tsv", 1));
    }

    @Test
    void signedZeroNullAndWhiteSpaceAreKept() throws Exception {
        experiment("odd", "2026-01-01");
        run("inference",
                "INSERT INTO verdict VALUES ('odd', 'regimes', 'dual regimes', 'not testable', E'a\\tb', '-0', NULL, "
                        + "E'c\\\\d', E'e\\nf')");

        export("odd", folder);

        assertEquals(List.of("model:text\tname:text\toutcome:text\tstatistic:text\tvalue:double precision"
                + "\tp_value:double precision\ttest:text\tsummary:text\tplateau_rule:text\tmlp_layer:integer",
                "tiny\tdual regimes\tnot testable\ta\\tb\t8000000000000000\t\\N\tc\\\\d\te\\nf\t\\N\t\\N"),
                Files.readAllLines(folder.resolve("verdicts.tsv")));
    }

    @Test
    void theSumsAreThoseOfTheFilesAndTheHashIsTheirs() throws Exception {
        String hash = export("first", folder);

        List<String> sums = Files.readAllLines(folder.resolve("SHA256SUMS"));
        assertEquals(ExportedView.ALL.size(), sums.size());
        for (String sum : sums) {
            assertEquals(sum.substring(0, 64), sha256(folder.resolve(sum.substring(66))), sum);
        }
        assertEquals(hash, sha256(folder.resolve("SHA256SUMS")));
    }

    @Test
    void whatAnEarlierExportLeftIsGone() throws Exception {
        Files.writeString(folder.resolve("table_9.tsv"), "of another version");
        Files.writeString(folder.resolve("notes.txt"), "someone's");

        export("first", folder);

        assertFalse(Files.exists(folder.resolve("table_9.tsv")));
        assertTrue(Files.exists(folder.resolve("notes.txt")));
    }

    @Test
    void severalExperimentsHaveAFolderEach() throws Exception {
        try (Connection analyst = database.connect("analyst")) {
            Map<String, String> hashes = Export.writeAll(analyst, Map.of("x", "first", "y", "again"), folder);

            assertEquals(hashes.get("x") + "  x/SHA256SUMS", line("SHA256SUMS", 0));
            assertEquals(hashes.get("x"), sha256(folder.resolve("x/SHA256SUMS")));
        }
    }

    @Test
    void anExperimentThatIsNotThereIsNotAnEmptyExport() {
        ExportException refused = assertThrows(ExportException.class, () -> export("nobody's", folder));

        assertEquals("there is no experiment 'nobody's' to export", refused.getMessage());
        assertFalse(Files.exists(folder.resolve("SHA256SUMS")));
    }

    @Test
    void aViewOrATypeThatTheCatalogueDoesNotKnowStopsTheExport() throws Exception {
        run("graph", "CREATE VIEW results.novelty AS SELECT 1 AS experiment_id");
        try {
            ExportException refused = assertThrows(ExportException.class, () -> export("first", folder));
            assertTrue(refused.getMessage().contains("[novelty]"), refused.getMessage());
        } finally {
            run("graph", "DROP VIEW results.novelty");
        }
        ExportException inexact = assertThrows(ExportException.class, () -> {
            try (Connection analyst = database.connect("analyst");
                    Statement statement = analyst.createStatement();
                    ResultSet row = statement.executeQuery("SELECT 1.5::real")) {
                row.next();
                ExactText.of(row, 1, new ResultsSchema.Column("share", "real"));
            }
        });
        assertTrue(inexact.getMessage().contains("real"), inexact.getMessage());
    }

    @Test
    void aNewColumnIsExportedWithoutBeingNamed() throws Exception {
        String before = export("first", folder.resolve("a"));
        run("graph",
                "DO $$ BEGIN EXECUTE format('CREATE OR REPLACE VIEW results.layer_graphs AS SELECT v.*, 7 AS novelty"
                        + " FROM (%s) v', rtrim(pg_get_viewdef('results.layer_graphs'::regclass), ';')); END $$");

        assertNotEquals(before, export("first", folder.resolve("b")));
        assertTrue(line("b/layer_graphs.tsv", 0).endsWith("\tnovelty:integer"), line("b/layer_graphs.tsv", 0));
    }

    @Test
    void everyTableOfAServiceIsBehindAViewOrHasAReasonNotToBe() throws Exception {
        TreeSet<String> forgotten = new TreeSet<>();
        for (String service : LocalDatabase.SERVICES) {
            try (Connection connection = database.connect(service);
                    Statement statement = connection.createStatement();
                    ResultSet tables = statement.executeQuery("""
                            SELECT t.relname FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
                            WHERE n.nspname = current_user AND t.relkind = 'r' AND NOT EXISTS (
                              SELECT FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid
                              JOIN pg_class v ON v.oid = w.ev_class JOIN pg_namespace r ON r.oid = v.relnamespace
                              WHERE d.refobjid = t.oid AND d.classid = 'pg_rewrite'::regclass AND r.nspname = 'results')
                            """)) {
                while (tables.next()) {
                    forgotten.add(service + "." + tables.getString(1));
                }
            }
        }
        forgotten.removeIf(table -> NO_RESULT.containsKey(table)
                || NO_RESULT.containsKey(table.substring(table.indexOf('.') + 1)));

        assertEquals(new TreeSet<>(), forgotten, "results in these tables would be missing in an export");
    }

    private static void experiment(String id, String requested) throws SQLException {
        run("inference", "INSERT INTO experiment VALUES ('" + id + "', '{\"model\": \"tiny\"}', 'COMPLETED')",
                "INSERT INTO experiment_run (experiment_id, model, requested_at, provenance) VALUES ('" + id
                        + "', 'tiny', '" + requested + "', '{\"codeVersion\": \"" + id + "\", \"java\": \"17\"}')");
    }

    private static void verdict(String experiment, double value) throws SQLException {
        run("inference",
                "INSERT INTO verdict VALUES ('" + experiment + "', 'regimes', 'dual regimes', 'supported', 's', "
                        + value + ", 0.5, 't', 'u')");
    }

    /** Verdicts of the stages, written in that order. */
    private static void verdicts(String experiment, String... stages) throws SQLException {
        for (String stage : stages) {
            run("inference", "INSERT INTO verdict VALUES ('" + experiment + "', '" + stage + "', 'on " + stage
                    + "', 'supported', 's', 0.25, 0.5, 't', 'u')");
        }
    }

    private static String export(String experiment, Path to) throws SQLException, IOException {
        try (Connection analyst = database.connect("analyst")) {
            return Export.write(analyst, experiment, to);
        }
    }

    private String line(String file, int number) throws IOException {
        return Files.readAllLines(folder.resolve(file)).get(number);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void run(String role, String... sql) throws SQLException {
        try (Connection connection = database.connect(role); Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }
}
