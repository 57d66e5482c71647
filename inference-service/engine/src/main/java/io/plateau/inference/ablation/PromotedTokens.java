package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The tokens whose logits a neuron moves most: its row of B (deploy/science, The ablation engine), the change of every logit, from
 * their mean over the vocabulary, per unit of activation and at a final norm that divides by 1.
 *
 * @param most k
 * @param token N, 2, k: ids, those that are raised most first, then those that are lowered most
 * @param change N, 2, k: logits per unit of activation
 */
public record PromotedTokens(int most, int[] token, float[] change) {

    /** @param most no more than there are tokens */
    public static PromotedTokens of(NDManager owner, NeuronDirections directions, int neurons, int most) {
        int[] token = new int[neurons * 2 * most];
        float[] change = new float[token.length];
        directions.forEachTile(1, tile -> {
            try (NDManager scratch = owner.newSubManager()) {
                NDArray rows = NeuronDirections.view(scratch, tile.b());
                for (int side = 0; side < 2; side++) {
                    NDList found = rows.topK(most, 1, side == 0, true);
                    float[] values = found.get(0).toType(DataType.FLOAT32, false).toFloatArray();
                    long[] ids = found.get(1).toType(DataType.INT64, false).toLongArray();
                    for (int i = 0; i < ids.length; i++) {
                        int to = ((tile.from() + i / most) * 2 + side) * most + i % most;
                        token[to] = Math.toIntExact(ids[i]);
                        change[to] = values[i];
                    }
                }
            }
        });
        return new PromotedTokens(most, token, change);
    }
}
