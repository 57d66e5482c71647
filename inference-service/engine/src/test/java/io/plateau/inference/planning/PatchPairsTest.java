package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.tokens.TokenGroup;

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
            assertEquals(TokenGroup.RARE.code(), group(contexts, pair.rareContext(), pair.rarePosition()));
            assertEquals(TokenGroup.COMMON.code(), group(contexts, pair.commonContext(), pair.commonPosition()));
        }
        assertEquals(pairs.stream().map(PatchPair::rarePosition).sorted().toList(),
                pairs.stream().map(PatchPair::rarePosition).toList());
    }

    @Test
    void matchedTypesArePairedWithTheNearestOccurrenceOfTheirPartner() {
        // Given rare types 1, 2 and 3 with partners 11, 12 and 13; the last occurs nowhere, and 12 not as a common target
        PlannedContext rare = context(0, new int[]{7, 7, 1, 7, 2, 3}, 1, TokenGroup.RARE.code(), 3,
                TokenGroup.RARE.code(), 4,
                TokenGroup.RARE.code());
        PlannedContext other = context(1, new int[]{11, 11, 7, 7, 12, 11}, 0, TokenGroup.COMMON.code(), 2,
                TokenGroup.COMMON.code(), 3, TokenGroup.NEITHER, 4, TokenGroup.COMMON.code());
        Map<Integer, Integer> partners = Map.of(1, 11, 2, 12, 3, 13);

        // Then by the predicted token: rare 1 is predicted at 1, and of 11, predicted at 0 and 4, the first is nearer
        assertEquals(List.of(new PatchPair(0, 1, 1, 0)),
                PatchPairs.matched(List.of(rare, other), partners, 1, 5, 1));
        // And by the input: rare 2 stands at 4, and 12 at 4 of the other
        assertEquals(List.of(new PatchPair(0, 4, 1, 4)), PatchPairs.matched(List.of(rare, other), partners, 0, 5, 1));
    }

    private static PlannedContext context(int index, int[] tokens, int... positionsAndGroups) {
        int count = positionsAndGroups.length / 2;
        int[] targets = new int[count];
        byte[] groups = new byte[count];
        for (int i = 0; i < count; i++) {
            targets[i] = positionsAndGroups[2 * i];
            groups[i] = (byte) positionsAndGroups[2 * i + 1];
        }
        return new PlannedContext(index, index, tokens, targets, groups, new byte[count]);
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
        assertEquals(IntStream.range(0, 98).boxed().toList(), PatchPairs.candidates(98, 50, false, 1));
        assertEquals(200, new HashSet<>(PatchPairs.candidates(5_000, 50, false, 1)).size());
        assertEquals(1_000, PatchPairs.candidates(5_000, 10_000, false, 1).size());
        assertEquals(1_000, PatchPairs.candidates(5_000, 50, true, 1).size());
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
