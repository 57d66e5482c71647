package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class PatchPairsTest {
    private static final int LENGTH = 32;

    @Test
    void pairsARareWithACommonTargetAtTheSamePositionOfAnotherContext() {
        List<PlannedContext> contexts = contexts(40);

        List<PatchPair> pairs = PatchPairs.choose(contexts, 15, 1);

        assertEquals(15, pairs.size());
        for (PatchPair pair : pairs) {
            assertEquals(pair.rarePosition(), pair.commonPosition());
            assertNotEquals(pair.rareContext(), pair.commonContext());
            assertEquals(TokenGroup.RARE, group(contexts, pair.rareContext(), pair.rarePosition()));
            assertEquals(TokenGroup.COMMON, group(contexts, pair.commonContext(), pair.commonPosition()));
        }
        assertEquals(pairs.stream().map(PatchPair::rarePosition).sorted().toList(),
                pairs.stream().map(PatchPair::rarePosition).toList());
    }

    @Test
    void pairsShareNoContextWhileThereAreEnough() {
        List<PatchPair> pairs = PatchPairs.choose(contexts(40), 15, 1);

        assertEquals(30, pairs.stream().flatMap(p -> Stream.of(p.rareContext(), p.commonContext())).distinct().count());
    }

    @Test
    void laterRoundsUseContextsAgainButNeverATarget() {
        List<PatchPair> pairs = PatchPairs.choose(contexts(6), 1_000, 1);

        Set<List<Integer>> targets = new HashSet<>();
        pairs.forEach(p -> {
            assertTrue(targets.add(List.of(p.rareContext(), p.rarePosition())), p.toString());
            assertTrue(targets.add(List.of(p.commonContext(), p.commonPosition())), p.toString());
        });
        // Three pairs a round at most: more are from later rounds
        assertTrue(pairs.size() > 3 && pairs.size() < 1_000, pairs.size() + " pairs");
    }

    @Test
    void theSeedDecides() {
        assertEquals(PatchPairs.choose(contexts(40), 15, 1), PatchPairs.choose(contexts(40), 15, 1));
        assertNotEquals(PatchPairs.choose(contexts(40), 15, 1), PatchPairs.choose(contexts(40), 15, 2));
    }

    @Test
    void withoutPartnersThereIsNoPairButABlockThatSaysSo() {
        // Given contexts whose positions are all rare
        List<PlannedContext> rare = List.of(context(0, new byte[LENGTH - 1]), context(1, new byte[LENGTH - 1]));

        assertEquals(List.of(), PatchPairs.choose(rare, 5, 1));
        assertEquals(List.of(new Block(0, 0)), PatchPairs.blocks(0, 2, 6, 40));
    }

    @Test
    void candidatesAreASampleOfFourTimesThePairs() {
        assertEquals(IntStream.range(0, 98).boxed().toList(), PatchPairs.candidates(98, 50, 1));
        assertEquals(200, new HashSet<>(PatchPairs.candidates(5_000, 50, 1)).size());
        assertEquals(1_000, PatchPairs.candidates(5_000, 10_000, 1).size());
    }

    @Test
    void blocksHoldEightPairsUnlessTheirEventIsLarger() {
        assertEquals(List.of(new Block(0, 8), new Block(8, 8), new Block(16, 1)), PatchPairs.blocks(17, 2, 6, 40));
        // (2 + 6 × 17) rows × 4,000 neurons × 4 bytes = 1,664,000 bytes a pair: two in 4 MiB
        assertEquals(List.of(new Block(0, 2), new Block(2, 1)), PatchPairs.blocks(3, 6, 16, 4_000));
    }

    private static byte group(List<PlannedContext> contexts, int context, int position) {
        return contexts.get(context).groups()[position - 1];
    }

    /** Targets at positions 1 … LENGTH − 2 with random groups. */
    private static List<PlannedContext> contexts(int count) {
        Random random = new Random(5);
        List<PlannedContext> contexts = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            byte[] groups = new byte[LENGTH - 2];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = (byte) random.nextInt(3);
            }
            contexts.add(context(c, groups));
        }
        return contexts;
    }

    private static PlannedContext context(int index, byte[] groups) {
        int first = LENGTH - 1 - groups.length;
        return new PlannedContext(index, index, new int[LENGTH], IntStream.range(first, LENGTH - 1).toArray(), groups,
                new byte[groups.length]);
    }
}
