package io.plateau.influence.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

class FrequencySumsTest {
    private static final int[] CONTEXT = {4, 4, 4, 4, 9, 9};
    private static final byte[] GROUP = {0, 1, 1, 2, 0, 1};
    private static final float[] LOSS = {3, 1, 2, 100, 5, 5};
    /** Divergences, then log frequencies. */
    private static final float[] FREQUENCY = {10, 20, 30, 100, 7, 9, -5, -1, -2, 100, -3, -4};

    /** Anscombe's first data set (1973): r = 0.816 whatever the blocks. */
    @Test
    void theCorrelationIsPearsons() {
        float[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
        float[] y = {8.04f, 6.95f, 7.58f, 8.81f, 8.33f, 9.96f, 7.24f, 4.26f, 10.84f, 4.82f, 5.68f};
        for (int cut : new int[]{1, 5, 11}) {
            ContextSums sums = new ContextSums(1);
            sums.add(block(x, y, 0, cut));
            sums.add(block(x, y, cut, x.length));
            assertEquals(0.816, sums.frequencyCorrelation()[0], 5e-4);
        }
    }

    private static LossBlock block(float[] x, float[] y, int from, int to) {
        int n = to - from;
        float[] loss = java.util.Arrays.copyOfRange(y, from, to);
        float[] frequency = new float[2 * n];
        System.arraycopy(x, from, frequency, n, n);
        return LossBlock.sum(new int[n], new byte[n], loss, new float[n], 1)
                .with(FrequencySums.of(new int[n], new byte[n], loss, frequency));
    }

    @Test
    void sumsByContextAndLeavesOutWhatIsInNeitherGroup() {
        ContextSums sums = new ContextSums(1);
        sums.add(LossBlock.sum(CONTEXT, GROUP, LOSS, new float[6], 1)
                .with(FrequencySums.of(CONTEXT, GROUP, LOSS, FREQUENCY)));

        assertTrue(sums.haveFrequencies());
        assertArrayEquals(new double[]{10, 7}, sums.divergence(TokenGroup.RARE));
        assertArrayEquals(new double[]{50, 9}, sums.divergence(TokenGroup.COMMON));
        // (3, −5), (1, −1), (2, −2): covariance −4/3, variances 2/3 and 26/9. Losses of 5 and 5 do not vary.
        assertEquals(-4.0 / 3 / Math.sqrt(2.0 / 3 * 26 / 9), sums.frequencyCorrelation()[0], 1e-12);
        assertEquals(Double.NaN, sums.frequencyCorrelation()[1]);
    }

    @Test
    void aBlockThatDoesNotSayLeavesThemUnknown() {
        ContextSums sums = new ContextSums(1);
        sums.add(LossBlock.sum(CONTEXT, GROUP, LOSS, new float[6], 1)
                .with(FrequencySums.of(CONTEXT, GROUP, LOSS, FREQUENCY)));
        sums.add(LossBlock.sum(CONTEXT, GROUP, LOSS, new float[6], 1));

        assertFalse(sums.haveFrequencies());
    }

    @Test
    void refusesAnotherNumberOfPositions() {
        String message = assertThrows(UnprocessableException.class,
                () -> FrequencySums.of(CONTEXT, GROUP, LOSS, new float[11])).getMessage();
        assertTrue(message.contains("6 positions") && message.contains("11 divergences"), message);
    }
}
