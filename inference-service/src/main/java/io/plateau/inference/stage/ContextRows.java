package io.plateau.inference.stage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.plateau.contracts.event.Positions;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.planning.PlannedContext;

/** The rows of some contexts as events and engine want them; P: contexts in order, within a context ascending targets. */
final class ContextRows {
    private ContextRows() {
    }

    static int[][] tokens(List<PlannedContext> contexts) {
        return contexts.stream().map(PlannedContext::tokens).toArray(int[][]::new);
    }

    static int[][] targets(List<PlannedContext> contexts) {
        return contexts.stream().map(PlannedContext::targets).toArray(int[][]::new);
    }

    static byte[][] groups(List<PlannedContext> contexts) {
        return contexts.stream().map(PlannedContext::groups).toArray(byte[][]::new);
    }

    /** P: group of each position. */
    static byte[] groupOfEach(List<PlannedContext> contexts) {
        ByteBuffer groups = joined(contexts, PlannedContext::groups);
        byte[] each = new byte[groups.remaining()];
        groups.get(each);
        return each;
    }

    /** P. */
    static int count(List<PlannedContext> contexts) {
        return contexts.stream().mapToInt(c -> c.targets().length).sum();
    }

    static Positions positions(List<PlannedContext> contexts) {
        List<Integer> context = new ArrayList<>();
        List<Integer> position = new ArrayList<>();
        List<Integer> target = new ArrayList<>();
        for (PlannedContext c : contexts) {
            for (int t : c.targets()) {
                context.add(c.index());
                position.add(t);
                target.add(c.tokens()[t + 1]);
            }
        }
        return new Positions(context, position, target, joined(contexts, PlannedContext::groups));
    }

    static ByteBuffer observation(List<PlannedContext> contexts) {
        return joined(contexts, PlannedContext::observation);
    }

    /**
     * Attention rows of one slice of a context's targets.
     *
     * @param attention H, R: the rows of all its targets, see {@link io.plateau.inference.engine.Capture#attention}
     * @param window most keys that a position of the layer attends to, itself included
     * @return H, R of the slice
     */
    static float[] attention(float[] attention, int heads, PlannedContext context, int window, int slice,
            int slices) {
        if (slices == 1) {
            return attention;
        }
        int all = attention.length / heads;
        int before = 0;
        for (int s = 0; s < slice; s++) {
            before += weights(context.slice(s, slices), window);
        }
        int held = weights(context.slice(slice, slices), window);
        float[] rows = new float[heads * held];
        for (int h = 0; h < heads; h++) {
            System.arraycopy(attention, h * all + before, rows, h * held, held);
        }
        return rows;
    }

    /** R. */
    private static int weights(PlannedContext context, int window) {
        return Arrays.stream(context.targets()).map(t -> CausalMask.visible(t, window)).sum();
    }

    private static ByteBuffer joined(List<PlannedContext> contexts, Function<PlannedContext, byte[]> part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        contexts.forEach(c -> bytes.writeBytes(part.apply(c)));
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
