package io.plateau.inference.engine;

import java.util.Arrays;

import io.plateau.inference.checkpoint.WrittenCheckpoint;

/** GPT-NeoX in plain loops and double precision, one position after the other: a second implementation for tests. */
final class PlainNeoX {
    private double epsilon = 1e-5;
    private double base = 10_000;
    private final WrittenCheckpoint weights;
    private final int layers;
    private final int heads;
    private final int width;
    private final int neurons;
    private final int vocabulary;
    private int rotated;

    PlainNeoX(WrittenCheckpoint weights, int layers, int heads, int width, int neurons, int vocabulary, int rotated) {
        this.weights = weights;
        this.layers = layers;
        this.heads = heads;
        this.width = width;
        this.neurons = neurons;
        this.vocabulary = vocabulary;
        this.rotated = rotated;
    }

    PlainNeoX rotary(int dimensions, double otherBase) {
        rotated = dimensions;
        base = otherBase;
        return this;
    }

    PlainNeoX epsilon(double other) {
        epsilon = other;
        return this;
    }

    /** Loss of each next token. */
    double[] losses(int[] tokens, boolean parallel) {
        double[][] x = new double[tokens.length][width];
        float[] embedding = weights.values("gpt_neox.embed_in.weight");
        for (int t = 0; t < tokens.length; t++) {
            for (int i = 0; i < width; i++) {
                x[t][i] = embedding[tokens[t] * width + i];
            }
        }
        for (int l = 0; l < layers; l++) {
            x = layer("gpt_neox.layers." + l + ".", x, parallel);
        }
        double[] losses = new double[tokens.length - 1];
        for (int t = 0; t < losses.length; t++) {
            double[] logits = multiply(weights.values("embed_out.weight"), norm("gpt_neox.final_layer_norm", x[t]),
                    vocabulary);
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit);
            }
            losses[t] = Math.log(sum) - logits[tokens[t + 1]];
        }
        return losses;
    }

    private double[][] layer(String name, double[][] x, boolean parallel) {
        double[][] out = new double[x.length][];
        double[][] projected = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            projected[t] = affine(name + "attention.query_key_value", norm(name + "input_layernorm", x[t]), 3 * width);
        }
        for (int t = 0; t < x.length; t++) {
            double[] attention = affine(name + "attention.dense", attend(projected, t), width);
            double[] middle = add(x[t], attention);
            double[] hidden = affine(name + "mlp.dense_h_to_4h",
                    norm(name + "post_attention_layernorm", parallel ? x[t] : middle), neurons);
            for (int n = 0; n < neurons; n++) {
                hidden[n] = hidden[n] * (1 + erf(hidden[n] / Math.sqrt(2))) / 2;
            }
            out[t] = add(middle, affine(name + "mlp.dense_4h_to_h", hidden, width));
        }
        return out;
    }

    /** Rows of the fused projection are, head by head, query, key and value. */
    private double[] attend(double[][] projected, int t) {
        int size = width / heads;
        double[] joined = new double[width];
        for (int h = 0; h < heads; h++) {
            double[] query = turned(projected[t], 3 * h * size, t);
            double[] weight = new double[t + 1];
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                double[] key = turned(projected[s], (3 * h + 1) * size, s);
                double dot = 0;
                for (int i = 0; i < size; i++) {
                    dot += query[i] * key[i];
                }
                weight[s] = Math.exp(dot / Math.sqrt(size));
                sum += weight[s];
            }
            for (int s = 0; s <= t; s++) {
                for (int i = 0; i < size; i++) {
                    joined[h * size + i] += weight[s] / sum * projected[s][(3 * h + 2) * size + i];
                }
            }
        }
        return joined;
    }

    private double[] turned(double[] projected, int from, int position) {
        int half = rotated / 2;
        double[] turned = Arrays.copyOfRange(projected, from, from + width / heads);
        for (int i = 0; i < half; i++) {
            double angle = position / Math.pow(base, 2.0 * i / rotated);
            double a = projected[from + i];
            double b = projected[from + half + i];
            turned[i] = a * Math.cos(angle) - b * Math.sin(angle);
            turned[half + i] = b * Math.cos(angle) + a * Math.sin(angle);
        }
        return turned;
    }

    private double[] norm(String name, double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        float[] gain = weights.values(name + ".weight");
        float[] bias = weights.values(name + ".bias");
        double[] normed = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            normed[i] = (x[i] - mean) / Math.sqrt(variance + epsilon) * gain[i] + bias[i];
        }
        return normed;
    }

    private double[] affine(String name, double[] x, int out) {
        float[] bias = weights.values(name + ".bias");
        double[] y = multiply(weights.values(name + ".weight"), x, out);
        for (int i = 0; i < out; i++) {
            y[i] += bias[i];
        }
        return y;
    }

    private static double[] multiply(float[] matrix, double[] x, int rows) {
        double[] y = new double[rows];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < x.length; i++) {
                y[r] += matrix[r * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static double[] add(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /** erf x = 2/√π · exp(−x²) · Σ 2ᵏ x²ᵏ⁺¹ / (2k + 1)!!: all terms of one sign, so that nothing cancels. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
