package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The positions at which ablating a neuron raises the loss most, and those at which it lowers it most, of the blocks offered so far.
 * Which ones they are does not depend on the order in which blocks are offered: of equal changes that of the earlier block, and in it
 * of the earlier row, counts as larger.
 */
public final class AffectedPositions {
    private static final int KINDS = 2;
    private static final int NONE = -1;

    private final int neurons;
    private final int most;
    private final int[] block;
    private final int[] row;
    private final float[] change;
    private final float[] activation;

    /** @param most of each kind, for every neuron */
    public AffectedPositions(int neurons, int most) {
        this.neurons = neurons;
        this.most = most;
        this.block = new int[neurons * KINDS * most];
        this.row = new int[block.length];
        this.change = new float[block.length];
        this.activation = new float[block.length];
        Arrays.fill(row, NONE);
    }

    /**
     * A neuron at a row of a block.
     *
     * @param change of the loss, nats
     * @param activation without ablation
     */
    public record Place(int block, int row, float change, float activation) {
    }

    /**
     * What one block has among them.
     *
     * @param neuron of each entry
     * @param row likewise
     * @param change likewise: its sign says of which kind the entry is
     * @param activation likewise
     */
    public record Entries(int[] neuron, int[] row, float[] change, float[] activation) {
    }

    /**
     * @param changes P, N
     * @param activations P, N
     */
    public void offer(int ofBlock, float[] changes, float[] activations) {
        for (int i = 0; i < changes.length; i++) {
            offer(i % neurons, ofBlock, i / neurons, changes[i], activations[i]);
        }
    }

    public void offer(int ofBlock, Entries entries) {
        for (int i = 0; i < entries.neuron.length; i++) {
            offer(entries.neuron[i], ofBlock, entries.row[i], entries.change[i], entries.activation[i]);
        }
    }

    private void offer(int neuron, int ofBlock, int ofRow, float value, float active) {
        if (value == 0) {
            return;
        }
        int first = first(neuron, value > 0);
        int at = first + most - 1;
        if (!precedes(ofBlock, ofRow, value, at)) {
            return;
        }
        for (; at > first && precedes(ofBlock, ofRow, value, at - 1); at--) {
            block[at] = block[at - 1];
            row[at] = row[at - 1];
            change[at] = change[at - 1];
            activation[at] = activation[at - 1];
        }
        block[at] = ofBlock;
        row[at] = ofRow;
        change[at] = value;
        activation[at] = active;
    }

    private boolean precedes(int ofBlock, int ofRow, float value, int at) {
        int order = row[at] == NONE ? 1 : Float.compare(Math.abs(value), Math.abs(change[at]));
        return order > 0
                || order == 0 && (ofBlock < block[at] || ofBlock == block[at] && ofRow < row[at]);
    }

    private int first(int neuron, boolean raised) {
        return (neuron * KINDS + (raised ? 0 : 1)) * most;
    }

    /** Those of a neuron that raise the loss, or that lower it, the largest change first. */
    public Place[] of(int neuron, boolean raised) {
        int first = first(neuron, raised);
        return IntStream.range(first, first + most).filter(at -> row[at] != NONE)
                .mapToObj(at -> new Place(block[at], row[at], change[at], activation[at])).toArray(Place[]::new);
    }

    /** Of a block that was offered. */
    public Entries entries(int ofBlock) {
        int[] own = IntStream.range(0, row.length).filter(at -> row[at] != NONE && block[at] == ofBlock).toArray();
        Entries entries = new Entries(new int[own.length], new int[own.length], new float[own.length],
                new float[own.length]);
        for (int i = 0; i < own.length; i++) {
            entries.neuron[i] = own[i] / most / KINDS;
            entries.row[i] = row[own[i]];
            entries.change[i] = change[own[i]];
            entries.activation[i] = activation[own[i]];
        }
        return entries;
    }
}
