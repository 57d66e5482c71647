package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.types.DataType;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.inference.ablation.JointAblation;
import io.plateau.inference.ablation.MomentEffects;
import io.plateau.inference.ablation.Series;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.Sizes;

/**
 * Memory that a block of each stage takes, from the shapes of what the stage holds at once; meant to be right within a factor
 * of two to three where tensors, and not the allocator, are most of it. A thread works on one context at a time.
 */
public final class MemoryEstimate {
    /** Logits, masked in place, and weights of a layer, H, T, T each. */
    private static final int ATTENTION_COPIES = 2;
    /** Of T, D at once in a layer: entry, norm, queries, keys, values fused and turned, output, sum. */
    private static final int WIDTH_COPIES = 12;
    /** Of T, N: before and after the non-linearity, and what that needs. */
    private static final int NEURON_COPIES = 4;
    /** Logits, their logarithms of the softmax, and a copy. */
    private static final int LOGIT_COPIES = 3;
    private static final long LOGIT_BYTES = 64L << 20;
    /** As the moments' tiles are bounded: positions × vocabulary of a chunk, and neurons × vocabulary of a tile. */
    private static final long CHUNK_BYTES = 1L << 30;
    private static final long TILE_BYTES = 56L << 20;
    private static final int TILE_ROWS = 256;
    private static final int TILE_NEURONS = 256;
    /** B and its powers, and the squares that cubes are made of. */
    private static final int TILE_COPIES = 4;
    /** Of rows × vocabulary in float64 while a pair is computed exactly. */
    private static final int KEPT_OF_POSITION = 4;
    /** Of rows × neurons with each of the factors that effects are made of. */
    private static final int EFFECT_MOMENTS = 3;
    /** Of rows × vocabulary while the moments with a factor are computed. */
    private static final int WEIGHTED_COPIES = 2;
    /** Of every pair in the answer. */
    private static final int EFFECTS = 4;
    /** Of a tile of positions × vocabulary while a set is ablated. */
    private static final int SET_COPIES = 4;
    private static final int BATCH_POSITIONS = 1_024;
    private static final int CONTROLS_AT_ONCE = 4;

    private final ModelShape shape;
    private final int threads;
    private final long cacheBytes;

    public MemoryEstimate(ModelShape shape, int threads, long cacheBytes) {
        this.shape = shape;
        this.threads = threads;
        this.cacheBytes = cacheBytes;
    }

    /** @param weights bytes in float32 */
    public static MemoryNeed loading(long weights) {
        return new MemoryNeed(Map.of("weights", weights), 0);
    }

    /** @param layers whose attention is kept */
    public MemoryNeed capture(int[][] contexts, int[][] targets, int layers) {
        long rows = 0;
        for (int[] ofContext : targets) {
            for (int t : ofContext) {
                rows += t + 1;
            }
        }
        long positions = positions(targets);
        long attention = (long) layers * shape.heads() * rows;
        // Each found array once, and once joined or encoded.
        return new MemoryNeed(forward(contexts.length, contexts[0].length),
                2 * Float.BYTES * (attention + positions * (shape.neurons() + 1)));
    }

    /**
     * @param draws how often a position is ablated
     * @param takenApart whether the loss changes are taken apart
     */
    public MemoryNeed ablateNeurons(int[][] contexts, int[][] targets, AblationSpecification how, int draws,
            boolean takenApart) {
        Map<String, Long> parts = forward(contexts.length, contexts[0].length);
        long positions = draws * positions(targets);
        boolean twice = shape.tier(how) != AblationSpecification.Tier.MOMENTS
                || Series.precision(Math.min(how.tolerance(), how.standardErrors() / 10)) == DataType.FLOAT64;
        long bytes = twice ? Double.BYTES : Float.BYTES;
        long vocabulary = shape.vocabulary();
        long matrix = bytes * vocabulary * shape.neurons();
        parts.put("residuals and activations",
                2 * Float.BYTES * positions * (shape.width() + 2L * shape.neurons()));
        parts.put("the model's directions",
                2 * bytes * vocabulary * shape.width()
                        + (2 * bytes + Double.BYTES) * (long) shape.neurons() * shape.width()
                        + (twice ? 0 : Math.min(cacheBytes, 3 * matrix)));
        parts.put("tiles of neurons by vocabulary",
                Math.min(matrix, Math.max(TILE_BYTES, TILE_NEURONS * bytes * vocabulary)) * TILE_COPIES);
        long rows = Math.min(positions, threads * (long) TILE_ROWS);
        parts.put("tiles of positions by vocabulary",
                Math.min(CHUNK_BYTES, KEPT_OF_POSITION * bytes * vocabulary * positions)
                        + KEPT_OF_POSITION * bytes * vocabulary * rows);
        if (takenApart) {
            long chunk = Math.min(positions, CHUNK_BYTES / (3 * bytes * vocabulary) + TILE_ROWS);
            parts.put("effects", bytes * chunk * (EFFECT_MOMENTS * (long) shape.neurons()
                    + (2 * vocabulary + EFFECT_MOMENTS * (long) shape.neurons()) / MomentEffects.EVERY)
                    + WEIGHTED_COPIES * bytes * vocabulary * rows);
        }
        return new MemoryNeed(parts,
                (4L + (takenApart ? EFFECTS : 0)) * Float.BYTES * positions * shape.neurons());
    }

    /**
     * @param draws how often a position is ablated
     * @param layer whose neurons are ablated
     */
    public MemoryNeed ablateLayer(int[][] contexts, int[][] targets, int draws, int layer) {
        Map<String, Long> parts = forward(contexts.length, contexts[0].length);
        long length = contexts[0].length;
        long later = shape.layers() - 1L - layer;
        long positions = draws * positions(targets);
        parts.put("keys and values of the later layers",
                2L * Float.BYTES * contexts.length * later * length * shape.attention().outputWidth());
        parts.put("residuals and activations",
                2 * Float.BYTES * (positions * (shape.width() + 2L * shape.neurons())
                        + contexts.length * length * shape.width()));
        // While neurons are ablated, or while the gradient is computed, which keeps what every later layer made.
        long rows = Math.min(SuffixAblation.NEURONS, shape.neurons()) + 1L;
        parts.put("variants of a position", Math.max(
                threads * (linear(rows) + ATTENTION_COPIES * Float.BYTES * shape.heads() * rows * length),
                later * layer(length)));
        return new MemoryNeed(parts, 3L * Float.BYTES * positions * shape.neurons());
    }

    /**
     * @param draws how often a position is ablated
     * @param sets how many sets of neurons
     * @param largest number of neurons that the largest set names
     */
    public MemoryNeed ablateSets(int[][] contexts, int[][] targets, int draws, int sets, int largest) {
        Map<String, Long> parts = forward(contexts.length, contexts[0].length);
        long positions = draws * positions(targets);
        long vocabulary = shape.vocabulary();
        long width = shape.width();
        long neurons = shape.neurons();
        parts.put("residuals and activations", 2 * Float.BYTES * positions * (width + 2 * neurons));
        parts.put("the model's directions",
                2 * Float.BYTES * vocabulary * width + (2 * Float.BYTES + Double.BYTES) * neurons * width);
        // Kept of every position: q, pi and their product; activations over sigma, the residual and all that is written
        parts.put("positions by vocabulary",
                positions * (3 * Float.BYTES * vocabulary + Double.BYTES * (neurons + 2 * width)));
        // B of a set where that is the cheaper way
        long logits = largest * (width + positions) < width * positions ? largest * vocabulary : 0;
        long atOnce = Math.min(threads, sets);
        parts.put("sets", atOnce * (Double.BYTES * largest * width + Float.BYTES * logits
                + Math.min(positions, JointAblation.ROWS) * (SET_COPIES * Float.BYTES * vocabulary
                        + Double.BYTES * (largest + 4 * width))));
        return new MemoryNeed(parts, 2L * Float.BYTES * positions * sets);
    }

    /**
     * @param neurons whose activations are looked at
     * @param directions of either control
     */
    public MemoryNeed ablateHeads(int[][] contexts, int layers, int neurons, int directions) {
        long length = contexts[0].length;
        Map<String, Long> parts = forward(contexts.length, contexts[0].length);
        parts.put("baselines of the layers", 4L * Float.BYTES * contexts.length * layers * length * shape.width());
        long variants = Math.max(1, Math.min(shape.heads() + 1, BATCH_POSITIONS / length));
        parts.put("variants of a layer", (long) Math.min(threads, contexts.length) * variants * layer(length)
                + (long) contexts.length * Float.BYTES * (shape.heads() + 1L) * length * shape.width());
        // Per direction its own weights, the weights it leads to and what they write; while searching, another of either
        parts.put("controls", Float.BYTES * Math.min(CONTROLS_AT_ONCE, directions)
                * (3L * (shape.gatedMlp() ? 2 : 1) * shape.neurons() * shape.width()
                        + 2L * contexts.length * length * shape.width()));
        long targets = layers * (shape.heads() + 1L + 2L * directions) + 1;
        return new MemoryNeed(parts, 2L * Float.BYTES * contexts.length * neurons
                * ((shape.heads() + 2L) * length + 4 * targets));
    }

    public MemoryNeed patchHeads(ContextPairs pairs, int layers, int neurons) {
        int longest = Math.max(1, pairs.longest());
        int atOnce = Math.min(threads, Math.max(1, pairs.count()));
        Map<String, Long> parts = forward(Math.max(1, pairs.count()), longest);
        parts.put("keys and values of pairs",
                4L * Float.BYTES * atOnce * shape.layers() * longest * shape.attention().outputWidth());
        return new MemoryNeed(parts,
                2L * Float.BYTES * pairs.count() * neurons * (layers * (shape.heads() + 1L) + 2));
    }

    /** A pass over contexts, as many at once as there are threads. */
    private Map<String, Long> forward(int contexts, int length) {
        long atOnce = Math.min(threads, contexts);
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("attention", atOnce * ATTENTION_COPIES * square(length)
                + Float.BYTES * (long) Sizes.roundedUp(length) * Sizes.roundedUp(length));
        parts.put("layers", atOnce * linear(length));
        parts.put("logits", atOnce * LOGIT_COPIES
                * Math.min(Math.max(LOGIT_BYTES, (long) Float.BYTES * shape.vocabulary()),
                        (long) Float.BYTES * length * shape.vocabulary()));
        return parts;
    }

    /** Bytes that a layer takes for one context or variant. */
    private long layer(long length) {
        return ATTENTION_COPIES * square(length) + linear(length);
    }

    private long square(long length) {
        return Float.BYTES * shape.heads() * length * length;
    }

    private long linear(long length) {
        return Float.BYTES * length
                * (WIDTH_COPIES * (long) Math.max(shape.width(), shape.attention().outputWidth())
                        + (NEURON_COPIES + (shape.gatedMlp() ? 1 : 0)) * (long) shape.neurons());
    }

    private static long positions(int[][] targets) {
        return Arrays.stream(targets).mapToLong(ofContext -> ofContext.length).sum();
    }
}
