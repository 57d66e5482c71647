package io.plateau.routing.patching;

import java.util.HashSet;
import java.util.List;

import io.plateau.contracts.UnprocessableException;

/**
 * Plateau activation of some pairs at the predicting positions, checked when made: means over the plateau neurons.
 *
 * @param parts A: what was patched
 * @param contexts K, 2 row-major: indices of each pair's rare and common context
 * @param neurons M plateau neurons
 * @param absolute A + 2, K row-major: mean of |a|; rows: the rare contexts, the common ones, then the patched
 * @param signed A + 2, K: mean of a, likewise
 */
public record PatchBlock(List<PatchedPart> parts, int[] contexts, int[] neurons, double[] absolute, double[] signed) {

    public PatchBlock {
        require(new HashSet<>(parts).size() == parts.size(), "the block of patches names a part twice");
        require(neurons.length > 0 || contexts.length == 0,
                "the block of patches has pairs but names no plateau neurons; at least one is needed");
        require(contexts.length % 2 == 0, "the block of patches names " + contexts.length
                + " contexts; there must be two for each pair");
        require(contexts.length == 0 || !parts.isEmpty(), "the block has pairs but patches nothing");
        for (int i = 0; i < contexts.length; i += 2) {
            require(contexts[i] != contexts[i + 1],
                    "a pair is of context " + contexts[i] + " with itself; it must be of two");
        }
        int expected = (parts.size() + 2) * (contexts.length / 2);
        require(absolute.length == expected && signed.length == expected, "the block of patches holds "
                + absolute.length + " mean absolute and " + signed.length
                + " mean activations; its parts and pairs need "
                + expected);
    }

    /**
     * Averages over neurons, in double and in their order.
     *
     * @param activation A + 2, K, M row-major
     */
    public static PatchBlock of(List<PatchedPart> parts, int[] contexts, int[] neurons, float[] activation) {
        int cells = neurons.length == 0 ? 0 : activation.length / neurons.length;
        double[] absolute = new double[cells];
        double[] signed = new double[cells];
        for (int i = 0; i < cells; i++) {
            for (int n = 0; n < neurons.length; n++) {
                float a = activation[i * neurons.length + n];
                absolute[i] += Math.abs(a);
                signed[i] += a;
            }
            absolute[i] /= neurons.length;
            signed[i] /= neurons.length;
        }
        return new PatchBlock(parts, contexts, neurons, absolute, signed);
    }

    /** K. */
    public int pairs() {
        return contexts.length / 2;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnprocessableException(otherwise);
        }
    }
}
