package io.plateau.influence.plateau;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.ranking.Ranking;

class SelectedNeuronsTest {
    /** Neuron n has rank n + 1; neurons 1, 4 and 6 lower the loss when ablated. */
    private static final double[] MEAN_DELTA = {0.9, -0.8, 0.7, 0.6, -0.5, 0.4, -0.3, 0.2};
    private static final Ranking RANKING = Ranking.of(new double[]{0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2});

    @Test
    void aPlateauIsSplitBySignAndFilledWithTheNextOfThatSign() {
        SelectedNeurons selected = SelectedNeurons.of(new Plateau(HeadRule.FLAT, 4, 0, 4), PlateauRule.AUTO, 6, 3,
                RANKING,
                MEAN_DELTA);

        assertEquals("flat", selected.rule());
        assertEquals(4, selected.size());
        assertGroup(selected, 0, true, 0, 0, 2, 3);
        assertGroup(selected, 1, false, 2, 1, 4, 6);
    }

    @Test
    void withoutAPlateauTheTopRanksAreSelected() {
        SelectedNeurons selected = SelectedNeurons.of(Plateau.none(), PlateauRule.AUTO, 6, 2, RANKING, MEAN_DELTA);

        assertEquals("top-k", selected.rule());
        assertEquals(0, selected.size());
        assertGroup(selected, 0, true, 0, 0, 2, 3, 5);
        assertGroup(selected, 1, false, 0, 1, 4);
    }

    @Test
    void topKAskedForIgnoresWhatWasFound() {
        SelectedNeurons selected = SelectedNeurons.of(new Plateau(HeadRule.EXCESS, 1, 1, 0), PlateauRule.TOP_K, 2, 1,
                RANKING,
                MEAN_DELTA);

        assertEquals("top-k", selected.rule());
        assertGroup(selected, 0, true, 0, 0);
        assertGroup(selected, 1, false, 0, 1);
    }

    @Test
    void aSignIsFilledOnlyAsFarAsThereAreNeurons() {
        SelectedNeurons selected = SelectedNeurons.of(Plateau.none(), PlateauRule.AUTO, 100, 7, RANKING, MEAN_DELTA);

        assertGroup(selected, 0, true, 0, 0, 2, 3, 5, 7);
        assertGroup(selected, 1, false, 0, 1, 4, 6);
    }

    private static void assertGroup(SelectedNeurons selected, int which, boolean excitatory, int filled,
            int... neurons) {
        SignedGroup group = selected.groups().get(which);
        assertEquals(excitatory, group.excitatory());
        assertArrayEquals(neurons, group.neurons());
        assertEquals(filled, group.filled());
    }
}
