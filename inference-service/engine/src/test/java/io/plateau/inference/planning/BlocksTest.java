package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;

class BlocksTest {
    @Test
    void blocksAreFilledUpToTheAimAndNotBeyond() {
        long third = Topic.BLOCK_BYTES / 3;

        assertEquals(List.of(new Block(0, 3), new Block(3, 3), new Block(6, 1)),
                Blocks.cut(new long[]{third, third, third, third, third, third, third}, "activations"));
        assertEquals(List.of(new Block(0, 2), new Block(2, 1)),
                Blocks.cut(new long[]{Topic.BLOCK_BYTES / 2, Topic.BLOCK_BYTES / 2, 1}, "activations"));
    }

    @Test
    void aContextAboveTheAimIsABlockOfItsOwn() {
        long large = Topic.BLOCK_BYTES + 1;

        assertEquals(List.of(new Block(0, 1), new Block(1, 1), new Block(2, 1)),
                Blocks.cut(new long[]{1, large, 1}, "activations"));
    }

    @Test
    void everyContextIsInOneBlock() {
        long[] bytes = new java.util.Random(1).longs(500, 0, Topic.BLOCK_BYTES).toArray();

        int next = 0;
        for (Block block : Blocks.cut(bytes, "activations")) {
            assertEquals(next, block.firstContext());
            next += block.contexts();
            assertTrue(Arrays.stream(bytes, block.firstContext(), next).sum() <= Topic.BLOCK_BYTES);
        }
        assertEquals(bytes.length, next);
    }

    @Test
    void aContextThatNoRecordHoldsIsRefused() {
        String message = assertThrows(UnprocessableException.class,
                () -> Blocks.cut(new long[]{1, Topic.RECORD_BYTES}, "activations")).getMessage();

        assertTrue(message.contains("the activations of one context take 8388608 bytes"), message);
        assertTrue(message.contains("choose a smaller tokens.contextLength"), message);
    }
}
