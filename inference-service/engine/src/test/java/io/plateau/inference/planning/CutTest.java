package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;

class CutTest {
    private static final long MOST = 7 << 20;

    @Test
    void everySliceFitsAndFewerWouldNot() {
        // Pythia-410M, GPT-2 XL and Pythia-12B at contexts of 1,024 and 2,048 tokens, all positions and every third
        int[][] shapes = {{4_096, 16}, {6_400, 25}, {20_480, 40}};
        for (int[] shape : shapes) {
            for (int length : new int[]{1_024, 2_048}) {
                for (int step : new int[]{1, 3}) {
                    int[] targets = IntStream.range(0, length - 1).filter(t -> t % step == 0).toArray();

                    Cut cut = Cut.of(List.of(targets, new int[]{5}), shape[0], shape[1], 1, MOST);

                    assertTrue(largestActivations(targets, cut.parts(), shape[0]) <= MOST, cut.toString());
                    assertTrue(cut.parts() == 1
                            || largestActivations(targets, cut.parts() - 1, shape[0]) > MOST, cut.toString());
                    assertTrue(largestAttention(targets, cut, shape[1]) <= MOST, cut.toString());
                    assertTrue(cut.attentionPieces() == 1 || largestAttention(targets,
                            new Cut(cut.parts(), cut.attentionPieces() - 1), shape[1]) > MOST, cut.toString());
                }
            }
        }
    }

    @Test
    void whatFitsIsNotCut() {
        assertEquals(Cut.NONE, Cut.of(List.of(IntStream.range(0, 255).toArray()), 6_400, 25, 12, MOST));
        assertEquals(Cut.NONE, Cut.of(List.of(), 6_400, 25, 12, MOST));
    }

    @Test
    void attentionRowsOfManyLayersAreCutUntilTheyCanBeHeld() {
        // GPT-2 XL at 1,024 tokens: 52 MB of rows a layer, of which a quarter of the context's end has 44 %
        int[] targets = IntStream.range(0, 1_023).toArray();

        Cut some = Cut.of(List.of(targets), 6_400, 25, 12, MOST);
        Cut all = Cut.of(List.of(targets), 6_400, 25, 48, MOST);

        assertEquals(4, some.parts(), "by the activations");
        assertTrue(48 * largestAttention(targets, new Cut(all.parts(), 1), 25) <= Cut.HELD, all.toString());
        assertTrue(48 * largestAttention(targets, new Cut(all.parts() - 1, 1), 25) > Cut.HELD, all.toString());
    }

    @Test
    void slicesFollowEachOtherAndLeaveNothingOut() {
        for (int length : new int[]{0, 1, 3, 10, 1_023}) {
            int[] targets = IntStream.range(0, length).toArray();
            byte[] marks = new byte[length];
            PlannedContext context = new PlannedContext(3, 30, new int[length + 1], targets, marks, marks);
            List<Integer> met = new ArrayList<>();
            for (int slice = 0; slice < 4; slice++) {
                PlannedContext held = context.slice(slice, 4);
                assertEquals(3, held.index());
                assertEquals(held.targets().length, held.groups().length);
                assertEquals(held.targets().length, held.observation().length);
                assertTrue(held.targets().length <= length / 4 + 1, "slices differ by at most one");
                IntStream.of(held.targets()).forEach(met::add);
            }
            assertArrayEquals(targets, met.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    @Test
    void aPositionThatNoRecordHoldsIsRefused() {
        String activations = assertThrows(UnprocessableException.class,
                () -> Cut.of(List.of(new int[]{1}), 2_000_000, 1, 1, MOST)).getMessage();
        assertTrue(activations.startsWith("the activations of one position take 8000000 bytes"), activations);
        String attention = assertThrows(UnprocessableException.class,
                () -> Cut.of(List.of(new int[]{99_999}), 1, 20, 1, MOST)).getMessage();
        assertTrue(attention.startsWith("the attention rows of one position take 8000000 bytes"), attention);
        String layers = assertThrows(UnprocessableException.class,
                () -> Cut.of(List.of(new int[]{79_999}), 1, 20, 100, MOST)).getMessage();
        assertTrue(
                layers.startsWith("the attention rows in 100 layers of one position take 640000000 bytes but a block"),
                layers);
    }

    private static long largestActivations(int[] targets, int parts, int neurons) {
        return IntStream.range(0, parts).map(p -> slice(targets, p, parts).length).max().orElseThrow()
                * (long) neurons * Float.BYTES;
    }

    private static long largestAttention(int[] targets, Cut cut, int heads) {
        long largest = 0;
        for (int part = 0; part < cut.parts(); part++) {
            int[] ofPart = slice(targets, part, cut.parts());
            for (int piece = 0; piece < cut.attentionPieces(); piece++) {
                long weights = IntStream.of(slice(ofPart, piece, cut.attentionPieces())).mapToLong(t -> t + 1).sum();
                largest = Math.max(largest, weights * heads * Float.BYTES);
            }
        }
        return largest;
    }

    private static int[] slice(int[] targets, int slice, int slices) {
        byte[] marks = new byte[targets.length];
        return new PlannedContext(0, 0, new int[0], targets, marks, marks).slice(slice, slices).targets();
    }
}
