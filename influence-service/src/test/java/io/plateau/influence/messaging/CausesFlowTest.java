package io.plateau.influence.messaging;

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
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.JointLossesMeasured;
import io.plateau.contracts.event.NeuronEffectsMeasured;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.NeuronProperties;
import io.plateau.contracts.event.NeuronSet;
import io.plateau.contracts.event.SetKind;
import io.plateau.contracts.event.TensorBlock;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.influence.effects.EffectBlock;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Effects and joint ablations on a real broker and a real database, joined with the plateau. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "influence"))
class CausesFlowTest {
    private static final int NEURONS = SampleLosses.NEURONS;
    private static final int CONTEXTS = 12;
    private static final int CONTROLS = 19;

    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    /** An event of one of three topics. */
    private record Delivery(Topic topic, org.apache.avro.specific.SpecificRecordBase event, String suffix) {
    }

    @Test
    void causesAreFoundOnceWhateverComesLastAndHoweverOften() throws SQLException {
        TestBroker broker = new TestBroker(servers);
        for (int order = 0; order < 3; order++) {
            String experiment = UUID.randomUUID().toString();
            List<NeuronLossesMeasured> losses = new SampleLosses(experiment).blocks();
            String specification = losses.get(0).getSpecification();
            List<Delivery> deliveries = new ArrayList<>();
            losses.forEach(block -> deliveries.add(new Delivery(Topic.ABLATION_LOSSES, block, "" + block.getBlock())));
            for (int block = 0; block < 2; block++) {
                deliveries
                        .add(new Delivery(Topic.NEURON_EFFECTS, effects(experiment, specification, block), "" + block));
                deliveries.add(new Delivery(Topic.JOINT_LOSSES, joint(experiment, specification, block), "" + block));
            }
            deliveries.addAll(List.copyOf(deliveries));
            Collections.shuffle(deliveries, new Random(order));

            deliveries.forEach(d -> broker.publish(d.topic, d.event, experiment, d.suffix));
            AnalysisCompleted completed = broker.completed("causes", experiment);

            assertEquals("causal need", completed.getVerdict().getName());
            assertEquals(2L * NEURONS, number("SELECT count(*) FROM results.neuron_effects WHERE experiment_id = ?",
                    experiment));
            // Every position of context c changes neuron n by (n + 1) / 8 nats, half of it directly, none of it along frequencies.
            assertEquals(NEURONS, number("SELECT count(*) FROM results.neuron_effects WHERE experiment_id = ?"
                    + " AND token_group = 'rare' AND total = (neuron + 1) / 8.0 AND direct = total / 2"
                    + " AND norm_mediated = total / 2 AND frequency_mediated = 0 AND total_se = 0", experiment));
            // The rule takes half of the effect; of 40 neurons the null-space shares of two are in the top twentieth.
            assertEquals(2, number("SELECT count(*) FROM results.neuron_effects WHERE experiment_id = ?"
                    + " AND token_group = 'common' AND role = 'confidence' AND neuron IN (38, 39)", experiment));
            assertEquals(8, number("SELECT count(*) FROM results.role_enrichment WHERE experiment_id = ?", experiment));
            assertEquals(2 * 2,
                    number("SELECT count(*) FROM results.dose_response WHERE experiment_id = ?", experiment));
            assertEquals(CONTROLS, number("SELECT max(controls) FROM results.dose_response WHERE experiment_id = ?",
                    experiment));
            assertEquals(1.0 / (1 + CONTROLS), number("SELECT DISTINCT p_value FROM results.dose_response"
                    + " WHERE experiment_id = ? AND size = 2", experiment), 1e-12);
            assertEquals(2.5, number("SELECT change FROM results.dose_response WHERE experiment_id = ? AND size = 2"
                    + " AND token_group = 'rare'", experiment), 1e-6);
            assertEquals(0.25,
                    number("SELECT share_of_gap FROM results.sufficiency WHERE experiment_id = ? AND size = 2"
                            + " AND token_group = 'rare'", experiment),
                    1e-6);
            assertEquals(1, number("SELECT count(*) FROM ledger WHERE experiment_id = ? AND stage = 'causes'",
                    experiment));
        }
    }

    @Test
    void modelsWithoutAClosedFormHaveNoEffectsAndTheirJointAblationsAllTheSame() throws SQLException {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        List<NeuronLossesMeasured> losses = new SampleLosses(experiment).blocks();
        String specification = losses.get(0).getSpecification();

        broker.publish(losses);
        broker.publish(Topic.NEURON_EFFECTS, new NeuronEffectsMeasured(experiment, specification, 0, 1, List.of(),
                List.of(), null, null, 5), experiment, "0");
        for (int block = 0; block < 2; block++) {
            broker.publish(Topic.JOINT_LOSSES, joint(experiment, specification, block), experiment, "" + block);
        }
        broker.completed("causes", experiment);

        assertEquals(0, number("SELECT count(*) FROM results.neuron_effects WHERE experiment_id = ?", experiment));
        assertEquals(4, number("SELECT count(*) FROM results.dose_response WHERE experiment_id = ?", experiment));
    }

    @Test
    void effectsThatDoNotFitTheirContextsFailTheirExperiment() {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        NeuronEffectsMeasured sound = effects(experiment, new SampleLosses(experiment).blocks().get(0)
                .getSpecification(), 0);
        NeuronEffectsMeasured event = new NeuronEffectsMeasured(experiment, sound.getSpecification(), 0, 2,
                sound.getContexts(), sound.getCounts().subList(1, sound.getCounts().size()), sound.getEffects(),
                sound.getProperties(), 5);

        broker.publish(Topic.NEURON_EFFECTS, event, experiment, "0");

        String reason = broker.await(Topic.ANALYSES, WorkFailed.class, experiment).getReason();
        assertTrue(reason.startsWith("counts are [") && reason.endsWith("each must have two, of at least 0"), reason);
    }

    private static NeuronEffectsMeasured effects(String experiment, String specification, int block) {
        int half = CONTEXTS / 2;
        List<Integer> contexts = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        float[] sums = new float[half * 2 * EffectBlock.PARTS * NEURONS];
        for (int k = 0; k < half; k++) {
            contexts.add(block * half + k);
            for (int g = 0; g < 2; g++) {
                counts.add(2 + g);
                for (int n = 0; n < NEURONS; n++) {
                    float total = (2 + g) * (n + 1) / 8f;
                    int at = (k * 2 + g) * EffectBlock.PARTS * NEURONS + n;
                    sums[at] = total;
                    sums[at + NEURONS] = total / 2;
                    sums[at + 2 * NEURONS] = total;
                    sums[at + 3 * NEURONS] = k;
                }
            }
        }
        float[] ascending = new float[NEURONS];
        for (int n = 0; n < NEURONS; n++) {
            ascending[n] = n / (float) NEURONS;
        }
        TensorBlock values = Tensors.encode(ascending, NEURONS);
        return new NeuronEffectsMeasured(experiment, specification, block, 2, contexts, counts,
                Tensors.encode(sums, half, 2, EffectBlock.PARTS, NEURONS),
                block == 0 ? new NeuronProperties(values, values, values, values, values) : null, 5);
    }

    /** Two top ranks change rare losses by 2.5 nats, all neurons by 4, all but two by 1; controls by less. */
    private static JointLossesMeasured joint(String experiment, String specification, int block) {
        List<NeuronSet> sets = new ArrayList<>();
        List<Float> rare = new ArrayList<>();
        for (int size : new int[]{1, 2}) {
            sets.add(new NeuronSet(SetKind.TOP, size, 0));
            rare.add(size * 1.25f);
            for (int c = 0; c < CONTROLS; c++) {
                sets.add(new NeuronSet(SetKind.CONTROL, size, c));
                rare.add(c * 0.01f);
            }
        }
        sets.add(new NeuronSet(SetKind.REST, 0, 0));
        rare.add(4f);
        sets.add(new NeuronSet(SetKind.REST, 2, 0));
        rare.add(1f);
        int contexts = 3;
        float[] delta = new float[sets.size() * contexts * 2];
        for (int s = 0; s < sets.size(); s++) {
            for (int k = 0; k < contexts; k++) {
                delta[(s * contexts + k) * 2] = 2 * rare.get(s);
            }
        }
        return new JointLossesMeasured(experiment, specification, block, 2, sets,
                List.of(3 * block, 3 * block + 1, 3 * block + 2), List.of(2, 1, 2, 1, 2, 1),
                Tensors.encode(delta, sets.size(), contexts, 2),
                Tensors.encode(new float[delta.length], sets.size(), contexts, 2), 5);
    }

    private double number(String query, String experiment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, experiment);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }
}
