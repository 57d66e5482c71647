package io.plateau.inference.ablation;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.Attention;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.Embedding;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.FusedProjections;
import io.plateau.inference.model.HeadOrder;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.LayerNorm;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.NonLinearity;
import io.plateau.inference.model.PlainMlp;
import io.plateau.inference.model.PositionCode;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.Transformer;

/** A final MLP of a published model's shape with random weights, and positions before it. */
public final class RandomFinalMlp {
    public static final int CONTEXT = 256;

    private RandomFinalMlp() {
    }

    /** Sizes of a model. */
    public record Size(int width, int neurons, int vocabulary, int layers, int heads) {
        public static Size of(String name) {
            return switch (name) {
                case "pythia-410m" -> new Size(1_024, 4_096, 50_304, 24, 16);
                case "gpt2-xl" -> new Size(1_600, 6_400, 50_257, 48, 25);
                case "llama-3.2-1b" -> new Size(2_048, 8_192, 128_256, 16, 32);
                case "qwen2.5-0.5b" -> new Size(896, 4_864, 151_936, 24, 14);
                case "tiny" -> new Size(192, 768, 4_096, 6, 6);
                default -> throw new IllegalArgumentException(
                        "shape '" + name + "'; it must be pythia-410m, gpt2-xl, llama-3.2-1b, qwen2.5-0.5b or tiny");
            };
        }
    }

    static Transformer model(NDManager manager, Size size) {
        int d = size.width();
        Attention attention = new Attention(size.heads(), norm(manager, d),
                new FusedProjections(new Linear(normal(manager, 1 / Math.sqrt(d), 3L * d, d), null),
                        HeadOrder.HEAD_FIRST,
                        size.heads()),
                PositionCode.NONE,
                new CausalMask(manager),
                1 / Math.sqrt((double) d / size.heads()),
                new Linear(normal(manager, 1 / Math.sqrt(d), d, d), null));
        FeedForward feedForward = new FeedForward(norm(manager, d),
                new PlainMlp(new Linear(normal(manager, 1 / Math.sqrt(d), size.neurons(), d), null), NonLinearity.GELU,
                        new Linear(normal(manager, 1 / Math.sqrt(size.neurons()), d, size.neurons()), null)));
        Layer layer = new Layer(0, attention, feedForward, Residual.PARALLEL);
        NDArray unembedding = normal(manager, 2 / Math.sqrt(d), size.vocabulary(), d);
        return new Transformer("gpt_neox", CONTEXT, new Embedding(unembedding), List.of(layer), norm(manager, d),
                new Linear(unembedding, null));
    }

    /** The same with all its layers, which share their weights. */
    public static Transformer layered(NDManager manager, Size size) {
        Transformer one = model(manager, size);
        Layer layer = one.lastLayer();
        return new Transformer(one.family(), CONTEXT, one.embedding(),
                IntStream.range(0, size.layers()).mapToObj(l -> new Layer(l, layer.attention(), layer.feedForward(),
                        layer.residual())).toList(),
                one.finalNorm(), one.unembedding());
    }

    static AblationBlock block(NDManager manager, Size size, int positions) {
        Random random = new Random(11);
        int[] next = IntStream.range(0, positions).map(p -> random.nextInt(size.vocabulary())).toArray();
        return new AblationBlock(normal(manager, 1, positions, size.width()),
                normal(manager, 1, positions, size.neurons()), null, next);
    }

    private static LayerNorm norm(NDManager manager, int width) {
        return new LayerNorm(manager.ones(new Shape(width)), manager.zeros(new Shape(width)), 1e-5f);
    }

    private static NDArray normal(NDManager manager, double deviation, long... shape) {
        return manager.randomNormal(new Shape(shape)).muli(deviation);
    }
}
