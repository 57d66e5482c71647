package io.plateau.inference.model;

import java.util.List;

/**
 * Sizes of the attention.
 *
 * @param heads H: query heads per layer
 * @param keyValueHeads heads of keys and values; each serves H / keyValueHeads query heads
 * @param headWidth d
 * @param windows per layer the most keys that a position attends to, itself included, 0 for all before it; empty where
 *        every layer's do
 */
public record HeadShape(int heads, int keyValueHeads, int headWidth, List<Integer> windows) {
    private static final int NONE = 0;

    /** @param windows per layer, {@link CausalMask#UNLIMITED} without a window */
    public static HeadShape of(int heads, int keyValueHeads, int headWidth, List<Integer> windows) {
        List<Integer> shown = windows.stream().map(window -> window == CausalMask.UNLIMITED ? NONE : window).toList();
        return new HeadShape(heads, keyValueHeads, headWidth,
                shown.stream().allMatch(window -> window == NONE) ? List.of() : shown);
    }

    /** As many keys and values as queries, and all earlier positions seen. */
    public static HeadShape plain(int heads, int headWidth) {
        return new HeadShape(heads, heads, headWidth, List.of());
    }

    /** The most keys that a position of a layer attends to, itself included; {@link CausalMask#UNLIMITED} without a window. */
    public int window(int layer) {
        return windows.isEmpty() || windows.get(layer) == NONE ? CausalMask.UNLIMITED : windows.get(layer);
    }

    /** H · d: inputs of the output projection. */
    public int outputWidth() {
        return Math.multiplyExact(heads, headWidth);
    }
}
