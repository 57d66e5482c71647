package io.plateau.runtime.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import org.junit.jupiter.api.Test;

class FieldsTest {
    private record Row(String label, Double value, int[] neurons) {
    }

    private record Wider(Double value, int edges) {
    }

    private static final class RowEntity {
        String experimentId = "kept";
        String neuronGroup;
        Double value = 1.0;
        int[] neurons;
    }

    @Test
    void everyComponentIsCopiedUnderItsNameOrTheOneGiven() {
        RowEntity entity = Fields.copy(new Row("excitatory", null, new int[]{3, 1}), new RowEntity(),
                Map.of("label", "neuronGroup"));
        assertEquals("excitatory", entity.neuronGroup);
        assertNull(entity.value);
        assertArrayEquals(new int[]{3, 1}, entity.neurons);
        assertEquals("kept", entity.experimentId);
    }

    @Test
    void aComponentWithoutAFieldIsAMistake() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Fields.copy(new Wider(2.0, 3), new RowEntity()));
        assertEquals("RowEntity cannot take edges of Wider", refused.getMessage());
    }
}
