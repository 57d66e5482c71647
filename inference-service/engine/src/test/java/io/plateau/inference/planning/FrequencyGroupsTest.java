package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.TokenSpecification;
import io.plateau.statistics.tokens.TokenGroup;

class FrequencyGroupsTest {
    private static final byte R = TokenGroup.RARE.code();
    private static final byte C = TokenGroup.COMMON.code();
    private static final byte N = TokenGroup.NEITHER;

    @Test
    void distinctFrequenciesAreHalved() {
        assertArrayEquals(new byte[]{C, R, C, R}, FrequencyGroups.median(new long[]{30, 10, 40, 20}));
    }

    @Test
    void tiesStayOnTheSideThatBalancesBetter() {
        // the class of 20 (3 of 6) belongs to neither half alone: with the rare 4 : 2, with the common 1 : 5
        assertArrayEquals(new byte[]{R, R, R, R, C, C}, FrequencyGroups.median(new long[]{10, 20, 20, 20, 30, 40}));
        // 5 : 1 against 2 : 4
        assertArrayEquals(new byte[]{R, R, C, C, C, C}, FrequencyGroups.median(new long[]{10, 10, 20, 20, 20, 40}));
    }

    @Test
    void noOtherCutBetweenClassesBalancesBetter() {
        Random random = new Random(3);
        for (int draw = 0; draw < 200; draw++) {
            long[] frequencies = random.longs(1 + random.nextInt(60), 0, 1 + random.nextInt(12)).toArray();

            byte[] groups = FrequencyGroups.median(frequencies);

            // Naive twin: try every cut
            int best = Integer.MAX_VALUE;
            for (long cut = -1; cut <= 12; cut++) {
                int difference = 0;
                for (long f : frequencies) {
                    difference += f <= cut ? 1 : -1;
                }
                best = Math.min(best, Math.abs(difference));
            }
            int difference = 0;
            for (int i = 0; i < groups.length; i++) {
                difference += groups[i] == R ? 1 : -1;
                for (int j = 0; j < groups.length; j++) {
                    assertTrue(groups[i] != R || groups[j] != C || frequencies[i] < frequencies[j],
                            "a tie was divided");
                }
            }
            assertEquals(best, Math.abs(difference));
        }
    }

    @Test
    void thresholdsLeaveTheMiddleOut() {
        long[] frequencies = {99, 100, 10_000, 10_001};

        assertArrayEquals(new byte[]{R, N, N, C},
                FrequencyGroups.thresholds(frequencies, thresholds(false, 9_000_000)));
    }

    @Test
    void scaledThresholdsFollowTheSizeOfTheCountedText() {
        // 9 × 10^8 tokens are a tenth of the paper's: rare below 10, common above 1,000
        long[] frequencies = {9, 10, 1_000, 1_001};

        assertArrayEquals(new byte[]{R, N, N, C},
                FrequencyGroups.thresholds(frequencies, thresholds(true, 900_000_000L)));
    }

    private static FrequencyThresholds thresholds(boolean scaled, long total) {
        return FrequencyThresholds.of(
                new TokenSpecification(null, null, TokenSpecification.Grouping.THRESHOLDS, null, null, 100L, 10_000L,
                        scaled, null, null),
                total);
    }
}
