package io.plateau.inference.engine;

/**
 * What one forward pass over K contexts leaves behind. P: target positions, contexts in order, within a context
 * ascending.
 *
 * @param activations P, N: final MLP after the non-linearity
 * @param baselineLoss P: cross-entropy of the next token, nats
 * @param attention [context][index into the asked-for layers] → H, R with R = Σ (t + 1) over the context's targets:
 *        weights after the softmax, rows concatenated in the order of targets, keys 0 … t within a row
 * @param headOutputSum asked-for layers, H, d: attention-weighted values before the output projection, summed over
 *        all positions of the contexts
 * @param headOutputPositions how many positions were summed: K · T
 */
public record Capture(float[] activations, float[] baselineLoss, float[][][] attention, double[] headOutputSum,
        long headOutputPositions) {
}
