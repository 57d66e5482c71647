package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Neurons that are ablated together.
 *
 * @param neurons which; or, where {@code others}, all but these
 */
public record NeuronSubset(int[] neurons, boolean others) {
    public static NeuronSubset of(int... neurons) {
        return new NeuronSubset(neurons, false);
    }

    public static NeuronSubset allBut(int... neurons) {
        return new NeuronSubset(neurons, true);
    }

    /** Of a layer of so many: the neurons that are ablated, ascending. */
    int[] members(int layer) {
        int[] named = IntStream.of(neurons).sorted().toArray();
        return others
                ? IntStream.range(0, layer).filter(n -> Arrays.binarySearch(named, n) < 0).toArray()
                : named;
    }
}
