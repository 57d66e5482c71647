package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Input that no analysis can start from fails its experiment with a sentence. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class RefusedInputTest extends ServiceTestBase {

    @Test
    void tooFewContextsForOneObservationEachFailTheExperiment() {
        Experiment experiment = new Experiment(1, 300, ",\"onePerContext\":true");
        send(experiment.block(0));
        sendWeights(experiment);
        send(experiment.plateau());
        assertEquals("the blocks of activations hold 5 contexts with observations; with graph.onePerContext a"
                + " correlation graph needs at least 200: raise tokens.count", failure(experiment));
    }

    @Test
    void aDamagedBlockFailsItsExperiment() {
        Experiment experiment = new Experiment(2, 180);
        ActivationsCaptured damaged = experiment.block(1);
        damaged.getActivations().getData().put(5, (byte) 99);
        send(damaged);
        assertEquals("block 1 of activations does not match its checksum: its payload was damaged",
                failure(experiment));
    }

    @Test
    void aBlockWithAnInfiniteActivationFailsItsExperiment() {
        Experiment experiment = new Experiment(2, 180);
        ActivationsCaptured block = experiment.block(1);
        float[] values = new float[180 * Experiment.LAYER];
        values[2] = Float.NEGATIVE_INFINITY;
        send(new ActivationsCaptured(experiment.id, block.getSpecification(), 1, 2, block.getPositions(),
                block.getObservation(), Tensors.encode(values, 180, Experiment.LAYER), 5));
        String reason = failure(experiment);
        assertTrue(reason.startsWith("block 1 of activations holds -Infinity at element 2"), reason);
    }

    @Test
    void aBlockWhoseMarksDoNotFitFailsItsExperiment() {
        Experiment experiment = new Experiment(2, 180);
        ActivationsCaptured block = experiment.block(0);
        send(new ActivationsCaptured(block.getExperimentId(), block.getSpecification(), block.getBlock(),
                block.getBlocks(),
                block.getPositions(), ByteBuffer.allocate(179), block.getActivations(), 5));
        assertEquals("block 0 of activations has 180 contexts but 179 observation marks; there must be one for each",
                failure(experiment));
    }

    @Test
    void tooFewObservationsFailTheExperiment() {
        Experiment experiment = new Experiment(2, 90);
        sendWeights(experiment);
        send(experiment.plateau());
        send(experiment.block(0));
        send(experiment.block(1));
        assertEquals("the blocks of activations hold 120 observations; a correlation graph needs at least 200: raise "
                + "tokens.count or graph.observations", failure(experiment));
    }

    @Test
    void aPlateauBeyondTheLayerFailsTheExperiment() {
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
        send(experiment.block(0));
        send(experiment.plateau(List.of(1, 2, 3, 80), List.of()));
        assertEquals("the plateau names neuron 80 but the activations have 80 neurons, 0 … 79", failure(experiment));
    }

    @Test
    void workThatIsNotOfThePlanFailsTheExperiment() {
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
        send(experiment.block(0));
        send(experiment.plateau());
        completed(experiment);
        // Block 8 of 9 is not in the ledger, as the plan has eight.
        send(new GraphWork(experiment.id, 8, 9, Sign.INHIBITORY, 51, 25));
        assertEquals(
                "work item 8 of 9 asks for 25 sets of the INHIBITORY group from set 51; the experiment's plan of 8 items"
                        + " has no such item",
                failure(experiment));
    }
}
