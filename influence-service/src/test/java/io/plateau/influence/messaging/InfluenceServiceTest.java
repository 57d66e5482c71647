package io.plateau.influence.messaging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.contracts.event.RefinementAsked;
import io.plateau.contracts.event.Sign;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.local.testing.NumbersInViews;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** The whole service on a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "influence"))
class InfluenceServiceTest {
    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void blocksInAnyOrderAndTwiceGiveOneResultAndPoisonBetweenThemStopsNothing() throws SQLException {
        // Given an experiment's blocks, shuffled, each delivered twice, behind a damaged block of another experiment
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        String damaged = UUID.randomUUID().toString();
        SampleLosses losses = new SampleLosses(experiment);
        List<NeuronLossesMeasured> deliveries = new ArrayList<>(losses.blocks());
        deliveries.addAll(new ArrayList<>(deliveries));
        Collections.shuffle(deliveries, new Random(2));
        deliveries.add(0, SampleLosses.damaged(new SampleLosses(damaged).blocks().get(1)));

        // When they are published
        broker.publish(deliveries);

        // Then the outcome is published
        PlateauFound plateau = broker.await(Topic.PLATEAUS, PlateauFound.class, experiment);
        AnalysisCompleted completed = broker.await(Topic.ANALYSES, AnalysisCompleted.class, experiment);
        assertEquals("regimes", completed.getStage());
        assertEquals("dual regimes", completed.getVerdict().getName());
        assertTrue(List.of("supported", "not supported").contains(completed.getVerdict().getOutcome()));
        assertEquals(List.of(Sign.EXCITATORY, Sign.INHIBITORY),
                plateau.getGroups().stream().map(PlateauGroup::getSign).toList());
        // and the damaged block failed its own experiment with its reason
        WorkFailed failed = broker.await(Topic.ANALYSES, WorkFailed.class, damaged);
        assertEquals("deltaLoss does not match its checksum: its payload was damaged", failed.getReason());

        // and every neuron is stored once, with the mean of the published losses
        assertEquals(2L * SampleLosses.NEURONS, count("results.neuron_influences", experiment));
        assertEquals(2L * (SampleLosses.NEURONS - 1), count("results.figure_1", experiment));
        assertEquals(2, count("results.regimes", experiment));
        assertEquals(SampleLosses.BLOCKS, count("loss_block", experiment));
        for (int n = 0; n < SampleLosses.NEURONS; n++) {
            // Sums of 48 float32 values in double, in another order
            assertEquals(losses.rareMean(n), rareMean(experiment, n), 1e-15);
        }
        // and what is published is what is stored, signs apart
        for (PlateauGroup group : plateau.getGroups()) {
            assertFalse(group.getNeurons().isEmpty());
            for (int neuron : group.getNeurons()) {
                assertEquals(group.getSign() == Sign.EXCITATORY, rareMean(experiment, neuron) > 0);
            }
        }
        assertEquals(plateau.getSize(),
                (int) number("SELECT size FROM results.plateaus WHERE experiment_id = ? LIMIT 1",
                        experiment));
        assertEquals(completed.getVerdict().getPValue(), number("SELECT p_corrected FROM results.regime_tests"
                + " WHERE experiment_id = ? AND statistic LIKE 'mean excess%'", experiment));
        assertEquals(0, count("results.neuron_influences", damaged));
        // and every interval contains its estimate, and what is missing has its reason
        assertEquals(1,
                number("SELECT avg((f.influence BETWEEN influence_low AND influence_high AND cross_fitted IS NOT NULL"
                        + " AND above_noise = (rank <= noise_floor) AND fitted = (rank <= ranks_fitted))::int)"
                        + " FROM results.figure_1 f JOIN results.regimes USING (experiment_id, token_group) WHERE experiment_id = ?",
                        experiment));
        assertEquals(2, number("SELECT count(*) FROM results.regimes WHERE experiment_id = ? AND ranks = 'above-noise'"
                + " AND kappa BETWEEN kappa_low AND kappa_high AND r_squared BETWEEN r_squared_low AND r_squared_high"
                + " AND segment_kappa BETWEEN segment_kappa_low AND segment_kappa_high"
                + " AND plateau_size BETWEEN plateau_size_low AND plateau_size_high"
                + " AND coalesce(breakpoint_1 BETWEEN breakpoint_1_low AND breakpoint_1_high, true)"
                + " AND kappa_percentile_low IS NOT NULL AND kappa_corrected IS NOT NULL AND interval_kind IS NOT NULL"
                + " AND noise_statement LIKE '%of 40 neurons differ from noise%' AND distinct_contexts = contexts",
                experiment));
        assertEquals(0, number("SELECT count(*) FROM results.tail_fits WHERE experiment_id = ?"
                + " AND (alpha IS NULL OR goodness_p IS NULL OR segment_agrees IS NULL) AND reason IS NULL",
                experiment));
        assertEquals(8, count("results.tail_tests", experiment));
        assertEquals(2, number("SELECT count(*) FROM results.regimes WHERE experiment_id = ?"
                + " AND (plateau_statement LIKE 'empty: %') = (plateau_size = 0)", experiment));
        assertEquals(plateau.getGroups().stream().mapToInt(g -> g.getNeurons().size()).sum(),
                number("SELECT count(role) FROM results.neuron_influences WHERE experiment_id = ? AND token_group = 'rare'",
                        experiment));
        assertEquals(List.of(), notFinite(experiment));
    }

    @Test
    void sumsOfBlocksGoWhenTheExperimentHasEndedAndEverythingWhenItIsDeleted() throws SQLException {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        broker.publish(new SampleLosses(experiment).blocks());
        broker.await(Topic.ANALYSES, AnalysisCompleted.class, experiment);
        long neurons = count("results.neuron_influences", experiment);
        assertEquals(SampleLosses.BLOCKS, count("loss_block", experiment));

        broker.announce(experiment, ExperimentStatus.COMPLETED);
        awaitNone("loss_block", experiment);
        assertEquals(neurons, count("results.neuron_influences", experiment));

        broker.announce(experiment, ExperimentStatus.DELETED);
        awaitNone("ledger", experiment);
        // Late, a block is recognised as one of a deleted experiment: it has been handled when those behind it have
        String behind = UUID.randomUUID().toString();
        List<NeuronLossesMeasured> late = new ArrayList<>(List.of(new SampleLosses(experiment).blocks().get(0)));
        late.addAll(new SampleLosses(behind).blocks());
        broker.publish(late);
        broker.await(Topic.ANALYSES, AnalysisCompleted.class, behind);
        for (String table : List.of("regime", "neuron", "plateau", "plateau_group", "comparison", "tail_fit", "verdict",
                "results.neuron_influences", "loss_block")) {
            assertEquals(0, count(table, experiment), table);
        }
    }

    @Test
    void neuronsWhoseErrorIsLargerThanPromisedAreAskedForAgainBeforeTheRegimes() throws SQLException {
        // Given blocks of which a sample says that the means of neurons 3 and 5 are off by a tenth of an influence of 0.01 nats
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        List<NeuronLossesMeasured> blocks = new SampleLosses(experiment).blocks();
        broker.publish(blocks.stream().map(block -> SampleLosses.withErrors(block, Map.of(3, 1e-3, 5, -1e-3, 7, 1e-9)))
                .toList());

        // Then those two are requested, and nothing is analysed yet
        RefinementAsked asked = broker.await(Topic.REFINEMENTS, RefinementAsked.class, experiment);
        assertEquals(List.of(3, 5), asked.getNeurons());
        assertEquals(0, count("neuron", experiment));

        // When they come, each block twice
        List<NeuronLossesMeasured> refined = new ArrayList<>();
        blocks.forEach(block -> refined.addAll(Collections.nCopies(2,
                SampleLosses.refined(block, asked.getNeurons(), 0.25f))));
        broker.publish(refined);
        broker.await(Topic.ANALYSES, AnalysisCompleted.class, experiment);

        // Then their means are the new ones, those of the others the old ones, and every error is told
        for (int neuron : asked.getNeurons()) {
            assertEquals(0.25, rareMean(experiment, neuron), 1e-12);
        }
        assertEquals(0, number("SELECT sum((abs(mean_delta - 0.25) < 0.1)::int) FROM results.neuron_influences"
                + " WHERE experiment_id = ? AND neuron NOT IN (3, 5)", experiment));
        assertEquals(2L * SampleLosses.NEURONS, count("results.ablation_accuracy", experiment));
        assertEquals(4, number("SELECT sum(refined::int) FROM results.ablation_accuracy WHERE experiment_id = ?",
                experiment));
        assertEquals(1e-3, number("SELECT error FROM results.ablation_accuracy WHERE experiment_id = ? AND neuron = 3"
                + " AND token_group = 'rare'", experiment), 1e-9);
        assertEquals(SampleLosses.NEURONS - 2, number("SELECT count(*) FROM results.ablation_accuracy"
                + " WHERE experiment_id = ? AND token_group = 'rare' AND coalesce(share_of_allowed, 0) <= 1",
                experiment));
    }

    private void awaitNone(String table, String experiment) {
        await(table).atMost(Duration.ofSeconds(30)).pollInSameThread()
                .untilAsserted(() -> assertEquals(0, count(table, experiment), table));
    }

    @Test
    void lossesThatNoNeuronChangesAreAResultWithItsReason() throws SQLException {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();

        broker.publish(List.of(new SampleLosses(experiment).withoutInfluence()));

        PlateauFound plateau = broker.await(Topic.PLATEAUS, PlateauFound.class, experiment);
        assertTrue(plateau.getGroups().stream().allMatch(g -> g.getNeurons().isEmpty()));
        AnalysisCompleted completed = broker.await(Topic.ANALYSES, AnalysisCompleted.class, experiment);
        assertEquals("not testable", completed.getVerdict().getOutcome());
        String reason = " of " + SampleLosses.NEURONS + " neurons have an influence on rare tokens";
        assertTrue(completed.getVerdict().getSummary().contains("0" + reason), completed.getVerdict().getSummary());
        assertEquals(2, number("SELECT count(*) FROM results.regimes WHERE experiment_id = ? AND kappa IS NULL"
                + " AND neurons = 0 AND dropped = " + SampleLosses.NEURONS + " AND reason LIKE '%have an influence%'",
                experiment));
        assertEquals(2, number("SELECT count(*) FROM results.plateaus WHERE experiment_id = ?"
                + " AND cardinality(neurons) = 0 AND reason LIKE 'no % neuron has an influence on rare tokens'",
                experiment));
        assertEquals(2 * SampleLosses.NEURONS, number("SELECT count(*) FROM results.neuron_influences"
                + " WHERE experiment_id = ? AND influence = 0 AND rank IS NULL", experiment));
        assertEquals(List.of(), notFinite(experiment));
    }

    @Test
    void blocksOfDifferentWidthFailTheirExperiment() {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        SampleLosses losses = new SampleLosses(experiment);
        SplittableRandom random = new SplittableRandom(1);

        broker.publish(List.of(losses.block(0, 2, 5, random), losses.block(1, 2, 6, random)));

        assertEquals("block 1 of the loss changes has 6 neurons, block 0 has 5; all blocks of an experiment must have"
                + " the same", broker.await(Topic.ANALYSES, WorkFailed.class, experiment).getReason());
    }

    @Test
    void everyColumnOfAViewIsExplainedAndReadableByTheAnalyst() throws SQLException {
        assertEquals(List.of(), strings("""
                SELECT c.relname || '.' || a.attname
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace = 'results'::regnamespace AND pg_get_userbyid(c.relowner) = current_user
                  AND (col_description(c.oid, a.attnum) IS NULL
                       OR NOT has_column_privilege('analyst', c.oid, a.attnum, 'SELECT'))
                """));
        assertEquals(
                List.of("ablation_accuracy", "dose_response", "figure_1", "influence_changes", "joint_controls",
                        "neuron_effects",
                        "neuron_influences", "paper_regimes", "plateaus", "regime_tests", "regimes",
                        "role_enrichment", "screening", "sufficiency", "tail_fits", "tail_tests"),
                strings("""
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'results'::regnamespace AND pg_get_userbyid(relowner) = current_user ORDER BY 1
                        """));
    }

    private double rareMean(String experiment, int neuron) throws SQLException {
        return number(
                "SELECT mean_delta FROM results.neuron_influences WHERE experiment_id = ? AND token_group = 'rare' AND neuron = "
                        + neuron,
                experiment);
    }

    private long count(String relation, String experiment) throws SQLException {
        return (long) number("SELECT count(*) FROM " + relation + " WHERE experiment_id = ?", experiment);
    }

    private List<String> notFinite(String experiment) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return NumbersInViews.notFinite(connection, experiment);
        }
    }

    private double number(String query, String experiment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, experiment);
            try (ResultSet result = statement.executeQuery()) {
                assertTrue(result.next(), query);
                return result.getDouble(1);
            }
        }
    }

    private List<String> strings(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet result = connection.createStatement().executeQuery(query)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }
}
