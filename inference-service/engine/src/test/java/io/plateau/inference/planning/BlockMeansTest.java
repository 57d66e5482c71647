package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class BlockMeansTest {
    @Test
    void sumsOfBlocksBecomeTheMeanOfAllPositions() {
        double[] first = BlockMeans.columnSums(new float[]{1, 10, 2, 20, 3, 30}, 2);
        double[] second = BlockMeans.columnSums(new float[]{6, -60}, 2);

        assertArrayEquals(new double[]{6, 60}, first);
        assertArrayEquals(new double[]{3, 0}, BlockMeans.mean(List.of(first, second), 4));
    }

    @Test
    void smallTermsAreNotLostBesideLargeOnes() {
        // In single precision 2^24 + 1 is 2^24
        assertEquals(16_777_219.0, BlockMeans.sum(new float[]{16_777_216f, 1, 1, 1}));
    }
}
