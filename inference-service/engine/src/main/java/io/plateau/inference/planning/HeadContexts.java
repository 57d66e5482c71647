package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.random.SeedDerivation;

/** Over which contexts heads are ablated, and in which blocks. */
public final class HeadContexts {
    private HeadContexts() {
    }

    /**
     * A seeded sample of the sampled contexts, ascending; all of them when no more than {@code wanted}.
     *
     * @param contexts C
     */
    public static List<Integer> choose(int contexts, int wanted, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < contexts; c++) {
            order.add(c);
        }
        Collections.shuffle(order, new Random(SeedDerivation.SHA_256.derive(seed, "head-contexts")));
        return order.stream().limit(wanted).sorted().toList();
    }

    /**
     * Blocks over the chosen contexts: no larger than those of the capture, so that they are about as long to compute,
     * and small enough for their event.
     *
     * @param positions per chosen context: its target positions, P
     * @param neurons N, of the final MLP
     * @param layers layers in range
     * @param heads H
     * @param directions of either control
     * @param plateau M, neurons measured
     */
    public static List<Block> blocks(int[] positions, int neurons, int layers, int heads, int directions,
            int plateau) {
        // Baseline; per layer its heads, all of them and two controls in each direction. Two tensors A, K, 2, M.
        long rows = 1 + (long) layers * (heads + 1 + 2L * directions);
        long event = 2 * rows * 2 * plateau * Float.BYTES;
        if (event > Blocks.LARGEST_RECORD) {
            throw new UnprocessableException("the activations of one context under " + rows + " ablations take " + event
                    + " bytes but a record holds at most " + Blocks.LARGEST_RECORD + "; choose fewer attention.layers"
                    + " or attention.controlDirections, or a smaller plateau");
        }
        long[] bytes = new long[positions.length];
        for (int c = 0; c < positions.length; c++) {
            bytes[c] = Math.max(event, Math.min(Topic.BLOCK_BYTES, (long) positions[c] * neurons * Float.BYTES));
        }
        return Blocks.cut(bytes, "head ablations");
    }
}
