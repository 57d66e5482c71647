package io.plateau.influence.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RankingTest {
    private static final double[] INFLUENCE = {0.5, 0, 2, 0.5, 1, 0};

    @Test
    void ranksDescendingTiesByIndexAndDropsZeros() {
        Ranking ranking = Ranking.of(INFLUENCE);

        assertArrayEquals(new int[]{2, 4, 0, 3}, ranking.neurons());
        assertArrayEquals(new double[]{Math.log(2), 0, Math.log(0.5), Math.log(0.5)}, ranking.lnInfluence());
        assertEquals(2, ranking.dropped());
    }

    @Test
    void theCurveAloneIsTheSame() {
        assertArrayEquals(Ranking.of(INFLUENCE).lnInfluence(), Ranking.curve(INFLUENCE));
        assertEquals(0, Ranking.curve(new double[3]).length);
    }
}
