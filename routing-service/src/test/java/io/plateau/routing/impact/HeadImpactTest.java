package io.plateau.routing.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class HeadImpactTest {
    private static final List<Ablation> ABLATIONS = PlateauFixture.ablations(3);

    @Test
    void impactsOfAHandMadeHead() {
        // Given four contexts, A = 10; head (4, 0) takes 1, 3, 2, 6 at rare targets and nothing at common ones
        double[] taken = {1, 3, 2, 6};
        PlateauActivation plateau = PlateauFixture.plateau(ABLATIONS, 4,
                (ablation, context, group) -> 10 - (ablation == 1 && group == 0 ? taken[context] : 0));

        HeadImpact head = HeadImpact.ofAll(plateau).get(0);

        assertEquals(0.3, head.rare().impact().value(), 1e-15);
        assertEquals(-30, head.rare().change().value(), 1e-12);
        assertEquals(0.2, head.firstHalf().value(), 1e-15);
        assertEquals(0.4, head.secondHalf().value(), 1e-15);
        // Changes −10, −30, −20, −60: sd √(1400/3)
        assertEquals(30 / Math.sqrt(1400 / 3.0), head.rare().effectSize(), 1e-12);
        // The other heads change nothing and are not tested: a family of one
        assertEquals(head.rare().p().raw(), head.rare().p().bonferroni());
        assertEquals(0, head.common().impact().value());
        assertTrue(head.common().test().reason().contains("resolution of activations"), head.toString());
        assertNull(head.common().p().raw());
    }

    @Test
    void aHeadThatDoesNothingButRoundIsNotTested() {
        // Given head (4, 0) changes A by about 1e-8 of it, always the same way
        PlateauActivation plateau = PlateauFixture.plateau(ABLATIONS, 20, (ablation, context, group) -> 1
                - (ablation == 0 ? 0 : ablation == 1 ? 1e-8 * (1 + 0.1 * context) : 0.1 + 0.01 * context));

        assertNull(HeadImpact.ofAll(plateau).get(0).rare().p().raw());
        assertTrue(HeadImpact.ofAll(plateau).get(1).rare().p().raw() < 1e-6);
    }

    @Test
    void pValuesOfAHeadThatIsNotWiredAreUniform() {
        double[] p = new double[500];
        for (int draw = 0; draw < p.length; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            p[draw] = HeadImpact.ofAll(PlateauFixture.plateau(ABLATIONS, 20,
                    (ablation, context, group) -> 100 + (ablation == 0 ? 0 : random.nextGaussian()))).get(2).rare().p()
                    .raw();
        }

        double ks = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), p);
        assertTrue(ks > 0.01, "KS p = " + ks);
    }

    @Test
    void aZeroBaselineSaysSo() {
        PlateauActivation silent = PlateauFixture.plateau(ABLATIONS, 4, (ablation, context, group) -> group);

        HeadImpact head = HeadImpact.ofAll(silent).get(0);

        assertTrue(head.rare().test().reason().contains("is 0 without ablation"), head.toString());
        assertNull(head.rare().p().benjaminiHochberg());
        assertTrue(head.firstHalf().reason().contains("is 0 without ablation"), head.toString());
    }
}
