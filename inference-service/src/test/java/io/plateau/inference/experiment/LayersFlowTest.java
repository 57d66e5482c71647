package io.plateau.inference.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.event.Sign;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.ConstantRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Experiments on the neurons of a layer by its number, and constants in place of activations. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class LayersFlowTest extends ExperimentFlow {
    private static final int NEURONS = 256;
    private static final int LAYER = 1;

    @Inject
    ConstantRepository constants;
    @Inject
    PlanRepository plans;

    @Test
    void aScreenedLayerGoesFromItsRequestToItsVerdicts() {
        String specification = """
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200},
                 "attention":{"patchingPairs":8},"ablation":{"value":"optimal"},
                 "mlp":{"layers":1,"method":"screened","positions":24,"exact":20,"sampled":8}}""";
        request(specification);
        List<NeuronLossesMeasured> losses = losses();

        // Every context has positions, 24 together; of the neurons 28 are ablated, the same in every block
        Set<Integer> contexts = new TreeSet<>();
        int positions = 0;
        for (NeuronLossesMeasured event : losses) {
            assertEquals(LAYER, event.getLayer());
            assertEquals(28, event.getScreening().getExact().size());
            assertEquals(losses.get(0).getScreening(), event.getScreening());
            assertEquals(8, event.getScreening().getSampled().size());
            contexts.addAll(event.getPositions().getContext());
            positions += event.getPositions().getContext().size();
            assertExact(event);
        }
        assertEquals(24, positions);
        assertEquals(16, contexts.size());

        // Activations are the layer's, at all positions; heads are those that reach it
        ActivationsCaptured activations = broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1).values()
                .iterator().next();
        assertEquals(LAYER, activations.getLayer());
        assertTrue(activations.getPositions().getContext().size() > 24);
        assertEquals(LAYER, broker.await(Topic.NEURON_WEIGHTS, NeuronWeightsCaptured.class, id, 1).values().iterator()
                .next().getLayer());
        // With a parallel residual only layer 0 reaches the MLP of layer 1
        assertEquals(Set.of(0), broker.await(Topic.ATTENTION, AttentionCaptured.class, id, 16).values().stream()
                .map(AttentionCaptured::getLayer).collect(Collectors.toSet()));
        broker.publish(Topic.PLATEAUS, "influence", new PlateauFound(id, specification, "top-k", 0, List.of(7, 200, 3),
                List.of(new PlateauGroup(Sign.EXCITATORY, List.of(7, 3), 0),
                        new PlateauGroup(Sign.INHIBITORY, List.of(200), 0)),
                LAYER), id, "plateau");
        HeadAblationsMeasured heads = broker.await(Topic.HEAD_ABLATIONS, HeadAblationsMeasured.class, id, 1).values()
                .iterator().next();
        assertEquals(LAYER, heads.getLayer());
        assertEquals(Set.of(-1, 0), heads.getTargets().stream().map(t -> t.getLayer()).collect(Collectors.toSet()));
        assertEquals(LAYER, broker.await(Topic.HEAD_PATCHES, HeadPatchesMeasured.class, id, 1).values().iterator()
                .next().getLayer());

        // The contexts that are shown are at positions where neurons were ablated
        awaitProgress("neuron-contexts", 1);
        Set<String> ablated = losses.stream().map(NeuronLossesMeasured::getPositions)
                .flatMap(at -> IntStream.range(0, at.getContext().size())
                        .mapToObj(i -> at.getContext().get(i) + "/" + at.getPosition().get(i)))
                .collect(Collectors.toSet());
        List<?> shown = column("SELECT DISTINCT context || '/' || position FROM results.neuron_contexts");
        assertTrue(!shown.isEmpty() && ablated.containsAll(shown), shown + " are not among " + ablated);

        // And neither effects nor joint ablations, which are the final MLP's, are waited for
        publishVerdicts();
        awaitStatus(ExperimentStatus.COMPLETED);
        assertEquals(List.of("screened"), column("SELECT DISTINCT tier FROM results.ablation_blocks"));
        assertEquals(List.of(LAYER), column("SELECT mlp_layer FROM results.experiments"));
        assertEquals(2 * NEURONS, column("SELECT neuron FROM results.ablation_constants").size());
        assertEquals(List.of(), column("SELECT 1 FROM results.neuron_logits"));
        assertTrue(column("SELECT stage FROM progress").containsAll(List.of("find-constants", "screen-neurons")));
    }

    /** The exact columns are those that the engine gives for the block's positions by itself. */
    private void assertExact(NeuronLossesMeasured event) {
        List<PlannedContext> contexts = plans.whereAblated(id, event.getBlock());
        double[][] ofGroups = constants.of(id);
        Positions positions = event.getPositions();
        ByteBuffer group = positions.getGroup().duplicate();
        byte[] groups = new byte[group.remaining()];
        group.get(groups);
        float[] found = Tensors.decode("deltaLoss", event.getDeltaLoss(), groups.length, NEURONS);
        try (InferenceEngine engine = InferenceEngine.load(Path.of("../deploy/local/testing/models/micro-neox"),
                EngineSettings.defaults())) {
            float[] all = engine.at(LAYER).layer()
                    .ablate(contexts.stream().map(PlannedContext::tokens).toArray(int[][]::new),
                            contexts.stream().map(PlannedContext::targets).toArray(int[][]::new),
                            new Replacement.ByGroup(new double[][]{ofGroups[0], ofGroups[1], new double[NEURONS]},
                                    groups),
                            null)
                    .changes().delta();
            for (int p = 0; p < groups.length; p++) {
                for (int neuron : event.getScreening().getExact()) {
                    // Of batches of another size: the same up to the rounding of a loss.
                    assertEquals(all[p * NEURONS + neuron], found[p * NEURONS + neuron], 1e-5f);
                }
            }
        }
    }

    private List<NeuronLossesMeasured> losses() {
        int blocks = broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, 1).values().iterator().next()
                .getBlocks();
        return CapturedEvents.sorted(
                broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, blocks).values());
    }

    @Test
    void aFieldOfALayerWithoutALayerIsRefused() {
        request("""
                {"model":"tiny-neox","mlp":{"positions":100}}""");
        assertReason("mlp.layers is absent and mlp.method, mlp.positions, mlp.exact or mlp.sampled given");
    }

    @Test
    void noHeadReachesTheFirstMlpOfAParallelModel() {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200},
                 "mlp":{"layers":0}}""");
        assertReason("no head can reach the MLP of layer 0: with a parallel residual it reads the layer's input");
    }

    @Test
    void aListOfLayersIsAStudyOfOneExperimentEach() {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":200,"weightSpectra":false},
                 "attention":{"patchingPairs":0},"mlp":{"layers":[1,2],"positions":24}}""");
        for (int layer : new int[]{1, 2}) {
            NeuronLossesMeasured event = broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class,
                    id + (layer == 1 ? ".01" : ".02"), 1).values().iterator().next();
            assertEquals(layer, event.getLayer());
            assertNull(event.getScreening());
        }
    }

    @Test
    void theFinalMlpHasOptimalConstantsOfAllPositions() {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":200,"weightSpectra":false},"ablation":{"value":"optimal"},
                 "attention":{"patchingPairs":0}}""");
        NeuronLossesMeasured event = losses().get(0);
        assertEquals(2, event.getLayer());
        assertEquals(2 * NEURONS, column("SELECT neuron FROM results.ablation_constants"
                + " WHERE abs(constant - mean) <= 3 * deviation * (1 + 1e-12)"
                + " AND at_bound = (abs(constant - mean) >= 3 * deviation * (1 - 1e-12))").size());
    }
}
