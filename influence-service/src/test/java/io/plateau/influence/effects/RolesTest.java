package io.plateau.influence.effects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.MechanismSpecification;
import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

class RolesTest {
    private static final MechanismSpecification RULE = MechanismSpecification.defaults();

    /** Columns: total, direct, mediated by norm, by frequency. */
    private static double[][] effects(double[][] neurons) {
        double[][] mean = new double[Effect.COUNT][neurons.length];
        for (int n = 0; n < neurons.length; n++) {
            for (int e = 0; e < neurons[n].length; e++) {
                mean[e][n] = neurons[n][e];
            }
        }
        return mean;
    }

    @Test
    void theFirstRuleThatAppliesGivesTheRole() {
        double[][] neurons = new double[20][];
        Arrays.fill(neurons, new double[]{1, 1, 0, 0});
        double[] nullSpace = new double[20];
        // The top twentieth of the null-space shares is one neuron.
        nullSpace[0] = 0.9;
        nullSpace[1] = 0.8;
        neurons[0] = new double[]{1, 0.4, 0.6, 0.9};
        neurons[1] = new double[]{1, 0.4, 0.6, 0.2};
        neurons[2] = new double[]{-1, -0.9, -0.1, -0.5};
        neurons[3] = new double[]{-1, -0.9, -0.1, -0.4};
        neurons[4] = new double[]{0, 0, 0, 0};

        Role[] roles = Role.of(effects(neurons), nullSpace, RULE);

        assertArrayEquals(new Role[]{Role.CONFIDENCE, Role.MIXED, Role.FREQUENCY, Role.SUPPRESSION, Role.MIXED,
                Role.PREDICTION}, Arrays.copyOf(roles, 6));
    }

    /** Two parts of the contexts, which make a neuron of the plateau a suppression and a prediction neuron, and its fellow the latter twice. */
    @Test
    void sharesAreThoseOfTheRolesInEachPart() {
        double[][] mixed = effects(new double[][]{{-1, -1}, {1, 1}, {0, 0}});
        double[][] alike = effects(new double[][]{{1, 1}, {1, 1}, {0, 0}});
        double[][][] byPart = new double[10][][];
        byPart[2] = mixed;
        byPart[9] = alike;
        double[] none = new double[3];
        GroupEffects group = new GroupEffects(TokenGroup.RARE, 4, 2, alike, new double[Effect.COUNT][3], byPart);

        EffectReport report = EffectReport.of(List.of(group), new NeuronProperties(none, none, none, none, none),
                new int[]{0, 1}, RULE, 1);

        ContextValues prediction = report.shares()
                .get(new ContextQuantity("share of plateau neurons of role prediction", "rare"));
        assertArrayEquals(new int[]{2, 9}, prediction.contexts());
        assertArrayEquals(new double[]{0.5, 1}, prediction.values());
        assertArrayEquals(new double[]{0.5, 0}, report.shares()
                .get(new ContextQuantity("share of plateau neurons of role suppression", "rare")).values());
    }

    /** 100 neurons, 10 of a role; a plateau of 5 has 4 of them. P(X >= 4) by hand: (C(10,4) C(90,1) + C(10,5)) / C(100,5). */
    @Test
    void enrichmentIsThatOfTheHypergeometricLaw() {
        Role[] roles = IntStream.range(0, 100).mapToObj(n -> n % 10 == 0 ? Role.CONFIDENCE : Role.MIXED)
                .toArray(Role[]::new);
        double[] same = new double[100];

        List<RoleEnrichment> found = RoleEnrichment.of(TokenGroup.RARE, roles, new int[]{0, 10, 20, 30, 31}, same,
                999, 1);

        RoleEnrichment confidence = found.get(0);
        assertEquals(Role.CONFIDENCE, confidence.role());
        assertEquals(4, confidence.inPlateau());
        assertEquals((210 * 90 + 252) / 75_287_520.0, confidence.hypergeometric(), 1e-12);
        assertTrue(confidence.permutation() <= 0.002, confidence::toString);
        // Four roles are tested, three of them have no neuron at all.
        assertEquals(Math.min(1, 4 * confidence.permutation()), confidence.corrected(), 1e-12);
        assertEquals(1, found.get(1).hypergeometric());
        assertEquals(1, found.get(1).corrected());
    }
}
