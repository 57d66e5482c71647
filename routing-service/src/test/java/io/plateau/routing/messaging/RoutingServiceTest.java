package io.plateau.routing.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Events;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.local.testing.NumbersInViews;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.routing.analysis.HeadRow;
import io.plateau.routing.analysis.RoutingAnalysis;
import io.plateau.routing.attention.HeadAttention;
import io.plateau.routing.messaging.Broker.Outgoing;
import io.plateau.routing.patching.PatchingEffect;
import io.plateau.routing.table2.Table2Row;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** The whole service against a real broker and database. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "routing"))
class RoutingServiceTest {
    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void blocksInAnyOrderAndTwiceGiveTheSameRowsOnce() throws SQLException {
        // Given all blocks of an experiment, twice, shuffled
        String id = UUID.randomUUID().toString();
        SmallExperiment experiment = new SmallExperiment(id);
        List<Outgoing> deliveries = new ArrayList<>(experiment.events());
        deliveries.addAll(experiment.events());
        Collections.shuffle(deliveries, new Random(4));

        // When every delivery has been handled
        Broker broker = new Broker(servers);
        broker.publish(id, deliveries);
        var answers = broker.await(Topic.ANALYSES, id,
                records -> blocksReported(records) >= deliveries.size()
                        && !Broker.ofType(AnalysisCompleted.class, records).isEmpty());

        // Then the verdict is published
        RoutingAnalysis expected = experiment.expected();
        AnalysisCompleted completed = Events.decode(Broker.ofType(AnalysisCompleted.class, answers).get(0).value(),
                AnalysisCompleted.class);
        assertEquals("routing", completed.getStage());
        assertEquals("supported", completed.getVerdict().getOutcome());
        assertEquals(expected.verdict().pValue(), completed.getVerdict().getPValue());
        assertTrue(completed.getVerdict().getSummary().startsWith("Layer 5 head 1 matters more for rare"),
                completed.getVerdict().getSummary());
        // and the rows are there once, to the bit what the blocks give in order
        assertEquals(table2(expected),
                rows("SELECT ablation_target, which, change_percent, change_sd, effect_size, p_value,"
                        + " p_raw, p_benjamini_hochberg, reason, change_absolute_percent FROM results.table_2 WHERE experiment_id = ? AND model = 'tiny-neox'",
                        id));
        assertEquals(heads(expected),
                rows("SELECT layer, head, gini_rare, gini_common, similarity, impact_rare, change_percent_rare, impact_common,"
                        + " change_percent_common, impact_rare_first_half, effect_size_rare, p_common_benjamini_hochberg,"
                        + " p_bonferroni, gini_p_raw FROM results.heads WHERE experiment_id = ? AND model = 'tiny-neox'",
                        id));
        assertEquals(attention(expected),
                rows("SELECT gini_rare, gini_rare_sd, gini_common, gini_common_sd, gini_p_value, similarity, similarity_sd,"
                        + " heads FROM results.attention WHERE experiment_id = ? AND model = 'tiny-neox'", id));
        assertEquals(patching(expected),
                rows("SELECT part, layer, head, pairs, contexts, gap, gap_p, moved, effect, effect_low, effect_high,"
                        + " effect_size, p_value, p_raw, p_benjamini_hochberg, reason, independent_pairs FROM results.patching"
                        + " WHERE experiment_id = ? AND model = 'tiny-neox'", id));
        assertEquals(List.of(List.of("attention.patchingPairs asks for 50 pairs, the contexts form 4")),
                rows("SELECT DISTINCT shortfall FROM results.patching WHERE experiment_id = ?", id));
        assertEquals(profiles(expected),
                rows("SELECT token_group, weight, attention_rows FROM results.attention_profiles"
                        + " WHERE experiment_id = ? AND layer = 5 AND head = 1 ORDER BY token_group, relative_offset",
                        id));
        assertEquals(List.of(List.of(18L)), rows("SELECT count(*) FROM ledger WHERE experiment_id = ?", id));
        assertEquals(List.of(), notFinite(id));
    }

    @Test
    void aSilentPlateauUnderUniformAttentionIsAResultWithItsReasons() throws SQLException {
        String id = UUID.randomUUID().toString();

        Broker broker = new Broker(servers);
        broker.publish(id, SmallExperiment.silent(id).events());

        var answers = broker.await(Topic.ANALYSES, id,
                records -> !Broker.ofType(AnalysisCompleted.class, records).isEmpty());
        AnalysisCompleted completed = Events.decode(Broker.ofType(AnalysisCompleted.class, answers).get(0).value(),
                AnalysisCompleted.class);
        assertEquals("not testable", completed.getVerdict().getOutcome());
        assertEquals(List.of(), notFinite(id));
        // What could not be computed is missing with its reason
        assertEquals(List.of(List.of(0L)), rows("SELECT count(*) FROM results.table_2 WHERE experiment_id = ?"
                + " AND (change_percent IS NULL OR p_value IS NULL) AND reason IS NULL", id));
        assertEquals(List.of(List.of(4L, 4L, 4L)),
                rows("SELECT count(*), count(*) FILTER (WHERE impact_rare IS NULL OR change_percent_rare IS NULL),"
                        + " count(reason) FROM results.heads WHERE experiment_id = ?", id));
        assertEquals(List.of(List.of(6L, 0L)), rows("SELECT count(*), count(*) FILTER (WHERE effect IS NULL"
                + " AND reason IS NULL) FROM results.patching WHERE experiment_id = ?", id));
    }

    @Test
    void aCorruptBlockFailsItsExperimentWithTheReason() throws SQLException {
        // Given a block whose header promises other rows than its positions have
        String id = UUID.randomUUID().toString();
        AttentionCaptured good = new SmallExperiment(id).attentionCaptured(0);
        float[] weights = Tensors.decode("attention", good.getAttention(), -1, -1);
        AttentionCaptured event = new AttentionCaptured(id, good.getSpecification(), 0, good.getBlocks(),
                good.getLayer(),
                good.getPositions(), Tensors.encode(weights, 4, weights.length / 4), null);

        Broker broker = new Broker(servers);
        broker.publish(id, List.of(new Outgoing(Topic.ATTENTION, event, "attention/0")));

        // Then the experiment is told why, the message is kept and nothing is stored
        WorkFailed failed = Events.decode(
                broker.await(Topic.ANALYSES, id, records -> !records.isEmpty()).get(0).value(),
                WorkFailed.class);
        assertEquals("attention of context 0, layer 4 has shape [4, 1620], expected [any, 3240]", failed.getReason());
        broker.await(Topic.DEAD_LETTERS, id, records -> records.size() == 1);
        assertEquals(List.of(List.of(0L)), rows("SELECT count(*) FROM attention_block WHERE experiment_id = ?", id));
    }

    @Test
    void everyColumnOfTheViewsIsExplainedAndReadableByTheAnalyst() throws SQLException {
        String views = "('table_2', 'paper_table_2', 'heads', 'attention', 'paper_attention',"
                + " 'attention_profiles', 'patching')";

        assertEquals(List.of(),
                rows("SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attnum > 0 AND attrelid"
                        + " IN (SELECT oid FROM pg_class WHERE relnamespace = 'results'::regnamespace AND relname IN "
                        + views
                        + ") AND col_description(attrelid, attnum) IS NULL AND ? <> ''", "all"));
        assertEquals(List.of(List.of(7L)),
                rows("SELECT count(*) FROM pg_class WHERE relnamespace = 'results'::regnamespace"
                        + " AND relname IN " + views + " AND has_table_privilege(?, oid, 'SELECT')", "analyst"));
    }

    /** Every handled delivery of a block reports progress, also a repeated one. */
    private static int blocksReported(List<org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]>> records) {
        return (int) Broker.ofType(AnalysisProgressed.class, records).stream()
                .filter(record -> !Events.decode(record.value(), AnalysisProgressed.class).getStage().equals("routing"))
                .count();
    }

    private static List<List<Object>> table2(RoutingAnalysis analysis) {
        List<List<Object>> rows = new ArrayList<>();
        for (Table2Row row : analysis.table2()) {
            rows.add(row(row.target(), row.which(), row.change().spread().mean(),
                    row.change().spread().standardDeviation(), row.effectSize(), row.pValue(), row.p().raw(),
                    row.p().benjaminiHochberg(), row.reason(), row.size()));
        }
        return rows;
    }

    private static List<List<Object>> heads(RoutingAnalysis analysis) {
        List<List<Object>> rows = new ArrayList<>();
        for (HeadRow head : analysis.heads()) {
            rows.add(row(head.layer(), head.head(), head.attention().giniRare().value(),
                    head.attention().giniCommon().value(), head.attention().similarity().value(),
                    head.impact().rare().impact().value(), head.impact().rare().change().value(),
                    head.impact().common().impact().value(), head.impact().common().change().value(),
                    head.impact().firstHalf().value(), head.impact().rare().effectSize(),
                    head.impact().common().p().benjaminiHochberg(), head.selectivity().p().bonferroni(),
                    head.gini().raw()));
        }
        return rows;
    }

    private static List<List<Object>> attention(RoutingAnalysis analysis) {
        var attention = analysis.attention();
        return List.of(row(attention.giniRare().mean(), attention.giniRare().standardDeviation(),
                attention.giniCommon().mean(), attention.giniCommon().standardDeviation(),
                attention.giniOverHeads().twoSided(), attention.similarity().mean(),
                attention.similarity().standardDeviation(), 4));
    }

    private static List<List<Object>> patching(RoutingAnalysis analysis) {
        List<List<Object>> rows = new ArrayList<>();
        for (PatchingEffect effect : analysis.patching()) {
            boolean head = effect.part().isHead();
            rows.add(row(head ? "head" : "layer", effect.part().layer(), head ? effect.part().head() : null,
                    effect.move().spread().count(), effect.contexts().count(), effect.gap().spread().mean(),
                    effect.gap().twoSided(), effect.move().spread().mean(), effect.effect().value(), effect.low(),
                    effect.high(), effect.effectSize(), effect.p().bonferroni(), effect.p().raw(),
                    effect.p().benjaminiHochberg(), effect.reason(), effect.contexts().independentPairs()));
        }
        return rows;
    }

    /** Layer 5 head 1, the last of the heads. */
    private static List<List<Object>> profiles(RoutingAnalysis analysis) {
        HeadAttention head = analysis.attention().heads().get(3);
        List<List<Object>> rows = new ArrayList<>();
        for (int offset = 0; offset < head.common().offsets(); offset++) {
            rows.add(row("common", head.common().mean(offset), head.common().rows(offset)));
        }
        for (int offset = 0; offset < head.rare().offsets(); offset++) {
            rows.add(row("rare", head.rare().mean(offset), head.rare().rows(offset)));
        }
        return rows;
    }

    private static List<Object> row(Object... values) {
        return Collections.unmodifiableList(new ArrayList<>(java.util.Arrays.asList(values)));
    }

    private List<String> notFinite(String experiment) throws SQLException {
        try (var connection = database.getConnection()) {
            return NumbersInViews.notFinite(connection, experiment);
        }
    }

    private List<List<Object>> rows(String query, String parameter) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Object[] values = new Object[result.getMetaData().getColumnCount()];
                    for (int column = 0; column < values.length; column++) {
                        values[column] = result.getObject(column + 1);
                    }
                    rows.add(row(values));
                }
            }
        }
        return rows;
    }
}
