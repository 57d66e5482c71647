package io.plateau.inference.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.Positions;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.planning.PlannedContext;

class ContextRowsTest {
    private final List<PlannedContext> contexts = List.of(
            new PlannedContext(4, 40, new int[]{11, 12, 13, 14}, new int[]{0, 2}, new byte[]{1, 0}, new byte[]{0, 1}),
            new PlannedContext(5, 57, new int[]{21, 22, 23, 24}, new int[]{1}, new byte[]{2}, new byte[]{0}));

    @Test
    void rowsAreContextsInOrderWithTheTokenThatIsPredicted() {
        Positions positions = ContextRows.positions(contexts);

        assertEquals(List.of(4, 4, 5), positions.getContext());
        assertEquals(List.of(0, 2, 1), positions.getPosition());
        assertEquals(List.of(12, 14, 23), positions.getTarget());
        assertArrayEquals(new byte[]{1, 0, 2}, positions.getGroup().array());
        assertArrayEquals(new byte[]{0, 1, 0}, ContextRows.observation(contexts).array());
        assertEquals(3, ContextRows.count(contexts));
    }

    @Test
    void slicesOfAttentionRowsAreThoseOfTheirTargets() {
        // Given two heads; the rows of targets 0 and 2 have one and three weights
        float[] attention = {1, 0.2f, 0.3f, 0.5f, 1, 0.6f, 0.1f, 0.3f};

        assertArrayEquals(attention, ContextRows.attention(attention, 2, contexts.get(0), CausalMask.UNLIMITED, 0, 1));
        assertArrayEquals(new float[]{1, 1},
                ContextRows.attention(attention, 2, contexts.get(0), CausalMask.UNLIMITED, 0, 2));
        assertArrayEquals(new float[]{0.2f, 0.3f, 0.5f, 0.6f, 0.1f, 0.3f},
                ContextRows.attention(attention, 2, contexts.get(0), CausalMask.UNLIMITED, 1, 2));
        assertEquals(0, ContextRows.attention(attention, 2, contexts.get(0), CausalMask.UNLIMITED, 0, 3).length);
    }

    @Test
    void throughAWindowRowsAreShorter() {
        // Given one head; the rows of targets 0 and 2 have one and two weights
        float[] attention = {1, 0.4f, 0.6f};

        assertArrayEquals(new float[]{1}, ContextRows.attention(attention, 1, contexts.get(0), 2, 0, 2));
        assertArrayEquals(new float[]{0.4f, 0.6f}, ContextRows.attention(attention, 1, contexts.get(0), 2, 1, 2));
    }

    @Test
    void aModelThatOverflowsIsRefusedByName() {
        String message = assertThrows(UnprocessableException.class,
                () -> Finite.require("activations", "m", new float[]{1, Float.NaN})).getMessage();

        assertTrue(message.startsWith("model m gives NaN among the activations"), message);
    }
}
