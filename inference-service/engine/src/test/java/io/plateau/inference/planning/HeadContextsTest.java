package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;

class HeadContextsTest {
    @Test
    void upToTheWantedNumberAllContextsAreTaken() {
        assertEquals(IntStream.range(0, 98).boxed().toList(), HeadContexts.choose(98, 100, 1));
    }

    @Test
    void aboveItASampleIsTakenThatRepeatsWithItsSeed() {
        List<Integer> chosen = HeadContexts.choose(500, 100, 1);

        assertEquals(100, new HashSet<>(chosen).size());
        assertEquals(chosen.stream().sorted().toList(), chosen);
        // The first hundred alone would all come from the corpus's beginning
        assertTrue(chosen.get(99) > 400, "last of 500: " + chosen.get(99));
        assertEquals(chosen, HeadContexts.choose(500, 100, 1));
        assertNotEquals(chosen, HeadContexts.choose(500, 100, 2));
    }

    @Test
    void blocksFollowTheCaptureUnlessTheEventIsLarger() {
        int[] positions = {255, 255, 255, 255, 255, 255};

        // 255 × 768 × 4 bytes: five contexts in 4 MiB, as in the capture
        assertEquals(List.of(new Block(0, 5), new Block(5, 1)), HeadContexts.blocks(positions, 768, 2, 6, 20, 40));
        // 1 + 6 × (16 + 1 + 2 × 20) rows × 2 groups × 335 neurons × 2 tensors × 4 bytes = 1,838,480 bytes: two contexts in 4 MiB
        assertTrue(2 * 1_838_480 < Topic.BLOCK_BYTES && 3 * 1_838_480 > Topic.BLOCK_BYTES);
        assertEquals(List.of(new Block(0, 2), new Block(2, 2), new Block(4, 2)),
                HeadContexts.blocks(positions, 768, 6, 16, 20, 335));
    }
}
