package io.plateau.routing.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.AttentionSpecification.Maximum;
import io.plateau.routing.attention.AttentionReduction;
import io.plateau.routing.attention.AttentionSums;
import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.impact.PlateauFixture;
import io.plateau.routing.patching.PatchBlock;
import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.patching.PatchedPart;
import io.plateau.routing.patching.PatchingEffect;
import io.plateau.routing.table2.Table2Row;

class RoutingAnalysisTest {

    @Test
    void joinsWhatIsKnownOfAHeadAndSaysWhatIsMissing() {
        // Given attention of layers 3 and 4 (2 heads), in two contexts, ablations of layers 4 and 5
        AttentionReduction attention = new AttentionReduction();
        for (int i = 0; i < 4; i++) {
            attention.add(3 + i % 2, i / 2,
                    new AttentionSums(2, 4, new double[]{4, 2}, new double[]{4, 2},
                            new double[]{1 + 0.2 * i, 2, 0.5, 1 - 0.1 * i},
                            new double[]{4, 4, 4, 4, 2, 2, 2, 2},
                            new double[]{4, 3, 2, 1, 4, 3, 2, 1, 1, 2, 3, 4, 4, 3, 2, 1}));
        }

        RoutingAnalysis analysis = RoutingAnalysis.of(attention.summarise(), PlateauFixture
                .plateau(PlateauFixture.ablations(2), 6, (a, c, g) -> 10 - 0.1 * a * (1 + 0.1 * c) * (1 + 0.2 * g)),
                PatchedActivation.join(List.of(), false, false), 1, Maximum.SPLIT_HALVES);

        List<HeadRow> heads = analysis.heads();
        assertEquals(List.of("3/0", "3/1", "4/0", "4/1", "5/0", "5/1"),
                heads.stream().map(head -> head.layer() + "/" + head.head()).toList());
        assertEquals("the head was not ablated", heads.get(0).reason());
        assertNull(heads.get(2).reason());
        assertEquals(-1, heads.get(2).attention().similarity().value(), 1e-12);
        assertEquals(1, heads.get(3).attention().similarity().value(), 1e-12);
        assertNotNull(heads.get(2).impact());
        assertEquals("the head's attention was not captured", heads.get(5).reason());
        assertEquals(5, analysis.table2().size());
        assertTrue(analysis.verdict().summary().contains("attention concentration (Gini)"));
        assertEquals(List.of(), analysis.patching());
    }

    @Test
    void aPlateauWithoutNeuronsLeavesNothingUndefinedWithoutItsReason() {
        List<Ablation> ablations = PlateauFixture.ablations(2);
        int[] counts = {3, 2, 1, 4, 5, 5};
        PlateauActivation plateau = PlateauActivation.join(List.of(HeadAblationBlock.of(ablations, new int[]{0, 1, 2},
                new int[0], counts, new float[0], new float[0])), false);
        PatchBlock unpatched = PatchBlock.of(List.of(new PatchedPart(4, 0), new PatchedPart(4, -1)), new int[0],
                new int[0], new float[0]);

        RoutingAnalysis analysis = RoutingAnalysis.of(new AttentionReduction().summarise(), plateau,
                PatchedActivation.join(List.of(unpatched), false, true), 1, Maximum.SPLIT_HALVES);

        String reason = "the plateau has no neurons: none has an influence on rare tokens";
        assertEquals("not testable", analysis.verdict().outcome());
        assertEquals("Selective routing cannot be tested: " + reason + ".", analysis.verdict().summary());
        assertEquals(4, analysis.heads().size());
        for (HeadRow head : analysis.heads()) {
            assertTrue(head.reason().contains(reason), head.reason());
        }
        assertEquals(5, analysis.table2().size());
        for (Table2Row row : analysis.table2()) {
            assertTrue(row.reason().contains(reason), row.toString());
        }
        for (PatchingEffect effect : analysis.patching()) {
            assertNotNull(effect.reason());
        }
    }
}
