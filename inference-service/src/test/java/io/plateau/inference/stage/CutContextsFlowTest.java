package io.plateau.inference.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.Capture;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Contexts that no record holds go through the service in parts, which together are what the engine says of the whole. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
@QuarkusTestResource(value = WideModel.class, restrictToAnnotatedClass = true)
class CutContextsFlowTest {
    private static final int CONTEXTS = 2;
    private static final int PARTS = 2;
    private static final String SPECIFICATION = """
            {"model":"wide","tokens":{"count":1024,"contextLength":512},"graph":{"observations":200}}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @ConfigProperty(name = "plateau.models.roots")
    String root;
    @Inject
    PlanRepository plans;
    @Inject
    CaptureMeanRepository means;
    @Inject
    ExperimentRunRepository runs;

    private final String id = UUID.randomUUID().toString();

    @Test
    void partsOfContextsAreTheWhole() {
        Broker broker = new Broker(servers);
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(id, SPECIFICATION), id, "request");

        List<NeuronLossesMeasured> losses = broker
                .await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, CONTEXTS * PARTS).values().stream()
                .sorted(Comparator.comparing(NeuronLossesMeasured::getBlock)).toList();
        List<ActivationsCaptured> activations = broker
                .await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, CONTEXTS * PARTS).values().stream()
                .sorted(Comparator.comparing(ActivationsCaptured::getBlock)).toList();
        Collection<AttentionCaptured> attention = broker
                .await(Topic.ATTENTION, AttentionCaptured.class, id, CONTEXTS * PARTS).values();

        assertEquals(CONTEXTS * PARTS, activations.get(0).getBlocks());
        double[] mean = means.activation(id);
        try (InferenceEngine engine = InferenceEngine.load(Path.of(root, "wide"), EngineSettings.defaults())) {
            for (int c = 0; c < CONTEXTS; c++) {
                assertWhole(engine, c, mean, activations, attention, losses);
            }
        }
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    private void assertWhole(InferenceEngine engine, int c, double[] mean, List<ActivationsCaptured> activations,
            Collection<AttentionCaptured> attention, List<NeuronLossesMeasured> losses) {
        List<Integer> positions = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            PlannedContext held = plans.ofBlock(id, c * PARTS + part).get(0);
            for (int target : held.targets()) {
                positions.add(target);
            }
        }
        int[] targets = positions.stream().mapToInt(Integer::intValue).toArray();
        int[][] tokens = {plans.ofBlock(id, c * PARTS).get(0).tokens()};
        Capture whole = engine.capture(tokens, new int[][]{targets}, null);
        float[] changes = engine.neurons().ablate(tokens, new int[][]{targets}, mean,
                ExperimentSpecification.parse(SPECIFICATION).ablation(), 1).changes().delta();
        double rms = Math.sqrt(sumOfSquares(changes) / changes.length);
        assertTrue(rms > 0, "there must be something to compare");

        int row = 0;
        for (int part = 0; part < PARTS; part++) {
            ActivationsCaptured captured = activations.get(c * PARTS + part);
            int rows = captured.getPositions().getPosition().size();
            assertEquals(positions.subList(row, row + rows), captured.getPositions().getPosition());
            int from = row * WideModel.NEURONS;
            // The same forward pass over the whole context: its matrix products may be shared by more threads
            assertArrayEquals(slice(whole.activations(), from, rows * WideModel.NEURONS),
                    Tensors.decode("activations", captured.getActivations(), rows, WideModel.NEURONS), 1e-6f);
            // Tiles of other positions, so that sums are rounded otherwise: 1e-3 of the changes, as the tolerance is
            assertArrayEquals(slice(changes, from, rows * WideModel.NEURONS), Tensors.decode("deltaLoss",
                    losses.get(c * PARTS + part).getDeltaLoss(), rows, WideModel.NEURONS), (float) (1e-3 * rms));
            int first = row;
            AttentionCaptured rowsOfPart = attention.stream()
                    .filter(a -> a.getPositions().getContext().get(0) == c
                            && a.getPositions().getPosition().get(0) == targets[first])
                    .findFirst().orElseThrow();
            assertAttention(whole.attention()[0][0], targets, row, rows, rowsOfPart);
            row += rows;
        }
        assertEquals(targets.length, row);
    }

    private static void assertAttention(float[] whole, int[] targets, int row, int rows, AttentionCaptured part) {
        int before = weights(targets, 0, row);
        int held = weights(targets, row, row + rows);
        int all = weights(targets, 0, targets.length);
        float[] found = Tensors.decode("attention", part.getAttention(), WideModel.HEADS, held);
        for (int h = 0; h < WideModel.HEADS; h++) {
            assertArrayEquals(slice(whole, h * all + before, held), slice(found, h * held, held), 1e-6f);
        }
    }

    private static int weights(int[] targets, int from, int to) {
        int weights = 0;
        for (int i = from; i < to; i++) {
            weights += targets[i] + 1;
        }
        return weights;
    }

    private static float[] slice(float[] values, int from, int length) {
        return Arrays.copyOfRange(values, from, from + length);
    }

    private static double sumOfSquares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }
}
