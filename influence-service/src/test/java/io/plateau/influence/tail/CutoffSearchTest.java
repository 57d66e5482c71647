package io.plateau.influence.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class CutoffSearchTest {

    @Test
    void findsWhatAFullScanFinds() {
        SplittableRandom random = new SplittableRandom(5);
        for (int draw = 0; draw < 30; draw++) {
            int body = draw * 4;
            // Rounded, so that there are ties
            double[] descending = descending(200, random, body, draw % 2 == 0 ? 50 : 1e9);

            assertEquals(NaiveCutoffSearch.search(descending, 20), new CutoffSearch(20).search(descending).get());
        }
    }

    @Test
    void thePlantedExponentLiesWithinItsErrors() {
        // Given 300 samples of 500 pure power-law values with alpha 2.2
        SplittableRandom random = new SplittableRandom(6);
        int covered = 0;
        double sum = 0;
        for (int draw = 0; draw < 300; draw++) {
            double[] y = random.doubles(500).map(u -> Math.log(1 - u) / 1.2).sorted().toArray();
            double decay = 500 / -Arrays.stream(y).map(v -> v - y[499]).sum();
            PowerLawTail tail = PowerLawTail.of(Arrays.stream(y).map(v -> -v).toArray(), 500, decay, 0);
            sum += tail.alpha();
            covered += Math.abs(tail.alpha() - 2.2) < 1.96 * tail.standardError() ? 1 : 0;
        }

        // Then the mean has a bias of order 1/500 and an error of 1.2 / √500 / √300
        assertEquals(2.2, sum / 300, 0.003 + 4 * 1.2 / Math.sqrt(500 * 300));
        // and the intervals cover it as 95 % ones do (sd of 300: 3.8)
        assertEquals(285, covered, 15);
    }

    @Test
    void aBodyBelowTheTailIsCutOff() {
        SplittableRandom random = new SplittableRandom(9);
        double[] descending = descending(2_000, random, 1_000, 1e12);

        PowerLawTail tail = new CutoffSearch(50).search(descending).get();

        // The body is uniform in ln x and joins at 0: a tail far into it cannot fit
        assertTrue(tail.size() < 1_150, "size " + tail.size());
        assertEquals(2.5, tail.alpha(), 4 * tail.standardError());
    }

    @Test
    void equalOrTooFewInfluencesHaveNoTail() {
        assertTrue(new CutoffSearch(10).search(new double[30]).isEmpty());
        assertTrue(new CutoffSearch(10).search(new double[]{3, 2, 1}).isEmpty());
    }

    @Test
    void aTailIsNeverCutInsideATie() {
        double[] descending = {5, 4, 3, 2, 2, 2, 2, 1, 1, 1};

        int size = new CutoffSearch(2).search(descending).get().size();

        assertTrue(size != 4 && size != 5 && size != 6 && size != 8 && size != 9, "size " + size);
    }

    /** ln x of a law with alpha 2.5 above 1, and a body uniform on ln x in (−2, 0). */
    private static double[] descending(int size, SplittableRandom random, int body, double rounding) {
        double[] negated = new double[size];
        for (int i = 0; i < size; i++) {
            double u = random.nextDouble();
            double value = i < body ? 2 * u - 2 : -Math.log(1 - u) / 1.5;
            negated[i] = -Math.rint(value * rounding) / rounding;
        }
        Arrays.sort(negated);
        return Arrays.stream(negated).map(v -> -v).toArray();
    }
}
