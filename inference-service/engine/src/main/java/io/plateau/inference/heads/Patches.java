package io.plateau.inference.heads;

import java.util.List;

/**
 * Activation of chosen final-MLP neurons at the position that predicts the target.
 *
 * @param targets A: what was patched: per layer its heads, then the layer
 * @param receiver K, M: of the receiving contexts as they are
 * @param donor K, M: of the donating contexts as they are
 * @param patched A, K, M: of the receiving contexts with the donor's attention output
 */
public record Patches(List<Target> targets, float[] receiver, float[] donor, float[] patched) {
}
