package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;

import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Events;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.Verdict;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.Plateau;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.store.ObservationBlock;
import io.plateau.graph.store.WeightBlock;
import io.plateau.runtime.block.BlockKey;

/** The golden messages of the contract as this service reads and writes them. */
class GoldenMessageTest {
    private static final String EXPERIMENT = "3f0a4c52-7a1e-4b8a-9a55-0c9f5e1d2b33";

    @Test
    void theObservationsOfABlockOfActivationsAreKept() throws IOException {
        ActivationsCaptured event = Events.decode(golden("ActivationsCaptured"), ActivationsCaptured.class);
        ActivationsHandler handler = new ActivationsHandler(null, null);

        ObservationBlock kept = handler.compute(event);

        assertEquals(new BlockKey(EXPERIMENT, Stage.ACTIVATIONS, 0, 2), handler.key(event));
        assertEquals(2, kept.layer());
        assertArrayEquals(new int[]{0, 1}, kept.contexts());
        assertArrayEquals(new float[]{0.5f, -0.25f, -1, 3}, kept.activations());
    }

    @Test
    void thePlateauIsReadBySign() throws IOException {
        PlateauFound event = Events.decode(golden("PlateauFound"), PlateauFound.class);

        Plateau plateau = new PlateausHandler(null, null).compute(event);

        assertArrayEquals(new int[]{5, 9}, plateau.neurons(NeuronGroup.EXCITATORY));
        assertArrayEquals(new int[]{1, 700}, plateau.neurons(NeuronGroup.INHIBITORY));
        assertEquals(1, plateau.groups().get(NeuronGroup.INHIBITORY).filled());
        assertEquals("flat", plateau.rule());
    }

    @Test
    void theWeightsOfABlockOfNeuronsAreKept() throws IOException {
        NeuronWeightsCaptured event = Events.decode(golden("NeuronWeightsCaptured"), NeuronWeightsCaptured.class);
        WeightsHandler handler = new WeightsHandler(null, null);

        WeightBlock kept = handler.compute(event);

        assertEquals(new BlockKey(EXPERIMENT, Stage.WEIGHTS, 1, 3), handler.key(event));
        assertEquals(2, kept.firstNeuron());
        assertEquals(2, kept.rows());
        assertArrayEquals(new float[]{0.5f, -0.25f, 1.5f, 0, -1, 3}, kept.input());
        assertArrayEquals(new float[]{1, 2, -3, 0.125f, 0.75f, -2}, kept.output());
    }

    @Test
    void weightsOfOtherShapesAreRefused() {
        WeightsHandler handler = new WeightsHandler(null, null);
        var refusal = assertThrows(MalformedEventException.class, () -> handler.compute(new NeuronWeightsCaptured("e",
                "{}", 0, 1, 0, Tensors.encode(new float[4], 2, 2), Tensors.encode(new float[2], 1, 2), 5)));
        assertEquals("block 0 of weights, output has shape [1, 2], expected [2, 2]", refusal.getMessage());
        assertThrows(MalformedEventException.class, () -> handler.compute(new NeuronWeightsCaptured("e", "{}", 0, 1, -1,
                Tensors.encode(new float[4], 2, 2), Tensors.encode(new float[4], 2, 2), 5)));
        assertThrows(MalformedEventException.class, () -> handler.compute(new NeuronWeightsCaptured("e", "{}", 0, 1, 0,
                Tensors.encode(new float[0], 0, 2), Tensors.encode(new float[0], 0, 2), 5)));
    }

    @Test
    void workIsWrittenAndReadAlike() throws IOException {
        GraphWork event = WorkPublisher.toEvent(EXPERIMENT, 10, new WorkPlan.Item(1, NeuronGroup.INHIBITORY, 1, 25));
        assertArrayEquals(golden("GraphWork"), Events.encode(event));
        assertEquals(event, Events.decode(golden("GraphWork"), GraphWork.class));

        GraphWork layer = WorkPublisher.toEvent(EXPERIMENT, 10, new WorkPlan.Item(0, null, 5, 5));
        assertNull(layer.getSign());
        assertEquals(layer, Events.decode(Events.encode(layer), GraphWork.class));
    }

    @Test
    void theVerdictIsWritten() throws IOException {
        SpecificRecordBase event = new AnalysisCompleted(EXPERIMENT, "clustering", new Verdict("clustering",
                "not supported", "signed modularity", 0.0625, null, "permutation", "Größe ≠ Struktur."));
        assertArrayEquals(golden("AnalysisCompleted"), Events.encode(event));
    }

    private static byte[] golden(String event) throws IOException {
        try (InputStream file = Events.class.getResourceAsStream("/golden/" + event + ".avro")) {
            return file.readAllBytes();
        }
    }
}
