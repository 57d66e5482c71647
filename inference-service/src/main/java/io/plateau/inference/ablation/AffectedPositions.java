package io.plateau.inference.ablation;

import java.util.Arrays;

/**
 * The positions of a block at which ablating a neuron raises the loss most, and lowers it most.
 *
 * @param most k, of each kind
 * @param position N, 2, k: rows of the block, raised before lowered, the largest change first and of equal ones the earlier position;
 *        −1 behind the last, where fewer than k positions change so
 * @param change N, 2, k: loss changes, nats; 0 behind the last
 * @param activation N, 2, k: of the neuron there; likewise
 */
public record AffectedPositions(int most, int[] position, float[] change, float[] activation) {
    private static final int KINDS = 2;

    /**
     * @param change P, N: loss changes
     * @param activation P, N
     */
    public static AffectedPositions of(float[] change, float[] activation, int neurons, int most) {
        AffectedPositions found = new AffectedPositions(most, new int[neurons * KINDS * most],
                new float[neurons * KINDS * most], new float[neurons * KINDS * most]);
        Arrays.fill(found.position, -1);
        for (int i = 0; i < change.length; i++) {
            if (change[i] != 0) {
                found.offer((i % neurons * KINDS + (change[i] > 0 ? 0 : 1)) * most, i / neurons, change[i],
                        activation[i]);
            }
        }
        return found;
    }

    /** Positions are offered in order, so that of equal changes the earlier stays in front. */
    private void offer(int first, int row, float value, float active) {
        int at = first + most - 1;
        if (position[at] >= 0 && Math.abs(change[at]) >= Math.abs(value)) {
            return;
        }
        for (; at > first && (position[at - 1] < 0 || Math.abs(change[at - 1]) < Math.abs(value)); at--) {
            position[at] = position[at - 1];
            change[at] = change[at - 1];
            activation[at] = activation[at - 1];
        }
        position[at] = row;
        change[at] = value;
        activation[at] = active;
    }

    /** Where the positions of a neuron begin: those that raise the loss, or those that lower it. */
    public int first(int neuron, boolean raised) {
        return (neuron * KINDS + (raised ? 0 : 1)) * most;
    }
}
