package io.plateau.routing.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.plateau.routing.statistics.Quantity;

class ProfileSimilarityTest {
    /** Anscombe (1973), first data set; its correlation is 0.81642 (R: cor(anscombe$x1, anscombe$y1) = 0.8164205). */
    private static final double[] X = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    private static final double[] Y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};

    @Test
    void agreesWithAnscombesFirstDataSet() {
        assertEquals(0.8164205, ProfileSimilarity.of(profile(X, 1), profile(Y, 1)).value(), 5e-8);
    }

    @Test
    void comparesMeansNotSums() {
        // Given sums over three rows for one group and one row for the other, with the first offset seen once less
        OffsetProfile rare = new OffsetProfile(3);
        rare.add(new double[]{2 * 0.5, 3 * 0.3, 3 * 0.2}, 0, new double[]{2, 3, 3}, 0);

        // Then the means are what is compared
        assertEquals(0.5, rare.mean(0), 1e-15);
        assertEquals(1, ProfileSimilarity.of(rare, profile(new double[]{0.5, 0.3, 0.2}, 1)).value(), 1e-12);
    }

    @Test
    void offsetsThatOneGroupNeverSeesAreLeftOut() {
        OffsetProfile rare = new OffsetProfile(4);
        rare.add(new double[]{0.1, 0.2, 0.4, 99}, 0, new double[]{1, 1, 1, 0}, 0);

        Quantity similarity = ProfileSimilarity.of(rare, profile(new double[]{0.2, 0.4, 0.8, 0.0}, 1));

        assertEquals(1, similarity.value(), 1e-12);
    }

    @Test
    void saysWhyAConstantOrTooShortProfileHasNoCorrelation() {
        Quantity constant = ProfileSimilarity.of(profile(X, 1), profile(new double[11], 1));
        Quantity tooShort = ProfileSimilarity.of(profile(new double[]{1, 2}, 1), profile(new double[]{2, 3}, 1));

        assertFalse(constant.isDefined());
        assertTrue(constant.reason().contains("common targets is the same at every offset"), constant.reason());
        assertTrue(tooShort.reason().contains("at least 3"), tooShort.reason());
    }

    private static OffsetProfile profile(double[] sums, double rows) {
        double[] counts = new double[sums.length];
        Arrays.fill(counts, rows);
        OffsetProfile profile = new OffsetProfile(sums.length);
        profile.add(sums, 0, counts, 0);
        return profile;
    }
}
