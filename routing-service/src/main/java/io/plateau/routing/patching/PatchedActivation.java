package io.plateau.routing.patching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.plateau.contracts.UnprocessableException;

/**
 * Plateau activation A of every pair: of the context that receives, of the one that gives, and patched.
 *
 * @param parts what was patched; none when the experiment requested no patching
 * @param contexts K, 2 row-major: each pair's rare and common context
 * @param receiver K
 * @param donor K
 * @param patched per part K
 */
public record PatchedActivation(List<PatchedPart> parts, int[] contexts, double[] receiver, double[] donor,
        List<double[]> patched) {

    /**
     * Joins the blocks of an experiment.
     *
     * @param blocks in block order; none when the experiment requested no patching
     * @param signed whether A is the mean of a, not of |a|
     * @param intoRare whether the rare context receives
     * @throws UnprocessableException when blocks disagree on parts or neurons
     */
    public static PatchedActivation join(List<PatchBlock> blocks, boolean signed, boolean intoRare) {
        if (blocks.isEmpty()) {
            return new PatchedActivation(List.of(), new int[0], new double[0], new double[0], List.of());
        }
        PatchBlock first = blocks.get(0);
        if (blocks.stream().anyMatch(block -> !block.parts().equals(first.parts())
                || !Arrays.equals(block.neurons(), first.neurons()))) {
            throw new UnprocessableException(
                    "two blocks of patches differ in their parts or neurons; all must patch the same");
        }
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < first.parts().size() + 2; row++) {
            rows.add(row(blocks, row, signed));
        }
        int[] contexts = blocks.stream().flatMapToInt(block -> IntStream.of(block.contexts())).toArray();
        return new PatchedActivation(first.parts(), contexts, rows.get(intoRare ? 0 : 1), rows.get(intoRare ? 1 : 0),
                rows.subList(2, rows.size()));
    }

    private static double[] row(List<PatchBlock> blocks, int row, boolean signed) {
        return blocks.stream().flatMapToDouble(block -> {
            double[] all = signed ? block.signed() : block.absolute();
            return Arrays.stream(all, row * block.pairs(), (row + 1) * block.pairs());
        }).toArray();
    }

    /** K: A of the donor less A of the receiver. */
    double[] gaps() {
        double[] gaps = new double[receiver.length];
        Arrays.setAll(gaps, k -> donor[k] - receiver[k]);
        return gaps;
    }

    /** K: A patched less A of the receiver. */
    double[] moves(int part) {
        double[] moves = new double[receiver.length];
        Arrays.setAll(moves, k -> patched.get(part)[k] - receiver[k]);
        return moves;
    }
}
