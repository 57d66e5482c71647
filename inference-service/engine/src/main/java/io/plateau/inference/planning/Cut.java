package io.plateau.inference.planning;

import java.util.Arrays;
import java.util.List;

import io.plateau.contracts.UnprocessableException;

/**
 * How contexts are cut whose tensors do not fit a record, the same way for all contexts of an experiment. Uncut, a block
 * holds whole contexts; cut, a block holds one part of one context: a range of its target positions, computed from the
 * whole context. Consumers add up what belongs to one context, in block order.
 *
 * @param parts blocks of a context; 1 where blocks hold whole contexts
 * @param attentionPieces events that hold the attention rows of a part (or of a whole context) in one layer
 */
public record Cut(int parts, int attentionPieces) {
    /** Blocks of whole contexts, an event for each context's attention rows in a layer. */
    public static final Cut NONE = new Cut(1, 1);
    /** Bytes of a part's attention rows in all layers, which the service holds at once: within a heap of 1 GiB. */
    static final long HELD = 384L << 20;

    public Cut {
        if (parts < 1 || attentionPieces < 1) {
            throw new IllegalArgumentException("contexts cut into " + parts + " parts and " + attentionPieces
                    + " pieces; there must be at least one of each");
        }
    }

    /**
     * The fewest parts, and then pieces, whose tensors fit a record.
     *
     * @param neurons N
     * @param heads H
     * @param layers whose attention rows are captured
     * @param most bytes of a tensor that fit
     * @throws UnprocessableException when even one target position does not fit
     */
    static Cut of(List<int[]> targets, int neurons, int heads, int layers, long most) {
        int longest = targets.stream().mapToInt(t -> t.length).max().orElse(0);
        long widest = targets.stream().flatMapToInt(Arrays::stream).max().orElse(0) + 1L;
        refuse((long) neurons * Float.BYTES, "activations", "a record", most);
        refuse(widest * heads * Float.BYTES, "attention rows", "a record", most);
        refuse(widest * heads * layers * Float.BYTES, "attention rows in " + layers + " layers", "a block", HELD);
        int parts = 1;
        while ((long) largestSlice(longest, parts) * neurons * Float.BYTES > most
                || !attentionFits(targets, heads, parts, 1, HELD / Math.max(1, layers))) {
            parts++;
        }
        int pieces = 1;
        while (!attentionFits(targets, heads, parts, pieces, most)) {
            pieces++;
        }
        return new Cut(parts, pieces);
    }

    private static boolean attentionFits(List<int[]> targets, int heads, int parts, int pieces, long most) {
        for (int[] positions : targets) {
            for (int part = 0; part < parts; part++) {
                int from = first(positions.length, part, parts);
                int length = first(positions.length, part + 1, parts) - from;
                for (int piece = 0; piece < pieces; piece++) {
                    long weights = Arrays.stream(positions, from + first(length, piece, pieces),
                            from + first(length, piece + 1, pieces)).mapToLong(t -> t + 1L).sum();
                    if (weights * heads * Float.BYTES > most) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Where slice {@code slice} of {@code slices} begins among {@code length} elements; slices differ by at most one. */
    static int first(int length, int slice, int slices) {
        return (int) ((long) length * slice / slices);
    }

    private static int largestSlice(int length, int slices) {
        return (length + slices - 1) / slices;
    }

    private static void refuse(long bytes, String what, String holder, long most) {
        if (bytes > most) {
            throw new UnprocessableException("the " + what + " of one position take " + bytes
                    + " bytes but " + holder + " holds at most " + most
                    + "; choose a smaller model, fewer layers or tokens.contextLength");
        }
    }
}
