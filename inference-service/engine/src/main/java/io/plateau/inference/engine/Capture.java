package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.List;

/**
 * What one forward pass over K contexts leaves behind. P: target positions, contexts in order, within a context
 * ascending.
 *
 * @param activations P, N: final MLP after the non-linearity
 * @param baselineLoss P: cross-entropy of the next token, nats
 * @param attention [context][index into the requested layers] → H, R with R = Σ over the context's targets of the keys that
 *        they see (t + 1, or a window of them):
 *        weights after the softmax, rows concatenated in the order of targets, visible keys up to t within a row
 * @param headOutputSum requested layers, H, d: attention-weighted values before the output projection, summed over
 *        all positions of the contexts
 * @param headOutputPositions how many positions were summed: K · T
 */
public record Capture(float[] activations, float[] baselineLoss, float[][][] attention, double[] headOutputSum,
        long headOutputPositions) {

    /** One capture after the other, contexts in order. */
    static Capture joined(Capture[] parts) {
        float[] activations = concatenated(Arrays.stream(parts).map(Capture::activations).toList());
        float[] losses = concatenated(Arrays.stream(parts).map(Capture::baselineLoss).toList());
        float[][][] attention = Arrays.stream(parts).flatMap(part -> Arrays.stream(part.attention))
                .toArray(float[][][]::new);
        double[] sum = new double[parts[0].headOutputSum.length];
        long positions = 0;
        for (Capture part : parts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part.headOutputSum[i];
            }
            positions += part.headOutputPositions;
        }
        return new Capture(activations, losses, attention, sum, positions);
    }

    private static float[] concatenated(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int to = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, to, part.length);
            to += part.length;
        }
        return all;
    }
}
