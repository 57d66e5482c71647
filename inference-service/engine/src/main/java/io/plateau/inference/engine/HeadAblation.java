package io.plateau.inference.engine;

import java.util.List;

import io.plateau.inference.heads.Target;

/**
 * Mean activation of chosen final-MLP neurons with parts of the model ablated.
 *
 * @param targets A rows, row 0 is the baseline
 * @param counts K, 2: target positions of the context in the groups rare, common
 * @param meanAbsolute A, K, 2, M: mean of |a|; 0 where the count is 0
 * @param meanSigned A, K, 2, M: mean of a, likewise
 */
public record HeadAblation(List<Target> targets, int[] counts, float[] meanAbsolute, float[] meanSigned) {
}
