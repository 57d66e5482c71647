package io.plateau.inference.heads;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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

/**
 * The shape of a model for benchmarks. Positions are learned, so that both residual orders are of one kind.
 *
 * @param layers L
 * @param heads H
 * @param width D
 * @param length T, of a context
 */
record RandomModel(int layers, int heads, int width, int length, Residual order) {
    /** Embedding and unembedding do not take part in what is timed. */
    private static final int VOCABULARY = 1_000;
    private static final int SEED = 7;

    /** Normal weights of variance one over the inputs, so that activations stay of order one through all layers. */
    Transformer create(NDManager manager) {
        manager.getEngine().setRandomSeed(SEED);
        CausalMask causal = new CausalMask(manager);
        List<Layer> all = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            all.add(new Layer(l,
                    new Attention(heads, norm(manager),
                            new FusedProjections(linear(manager, 3 * width, width), HeadOrder.HEAD_FIRST, heads),
                            PositionCode.NONE, causal, 1 / Math.sqrt((double) width / heads),
                            linear(manager, width, width)),
                    new FeedForward(norm(manager), new PlainMlp(linear(manager, 4 * width, width), NonLinearity.GELU,
                            linear(manager, width, 4 * width))),
                    order));
        }
        NDArray embedding = manager.randomNormal(0, 1, new Shape(VOCABULARY, width), DataType.FLOAT32);
        NDArray positions = manager.randomNormal(0, 0.1f, new Shape(length, width), DataType.FLOAT32);
        return new Transformer("random", length, new Embedding(embedding, positions, 1), all, norm(manager),
                new Linear(embedding, null));
    }

    private LayerNorm norm(NDManager manager) {
        return new LayerNorm(manager.ones(new Shape(width)), manager.zeros(new Shape(width)), 1e-5f);
    }

    private static Linear linear(NDManager manager, int out, int in) {
        return new Linear(
                manager.randomNormal(0, (float) (1 / Math.sqrt(in)), new Shape(out, in), DataType.FLOAT32),
                manager.zeros(new Shape(out)));
    }
}
