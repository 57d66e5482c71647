package io.plateau.inference.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.heads.GroupMeans;
import io.plateau.inference.heads.Target;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Transformer;

/** What golden cases say of heads, from what the engine measures. */
final class GoldenHeads {
    private GoldenHeads() {
    }

    static double[] meanOutput(Transformer model, NDManager manager, int[][] contexts) {
        List<double[]> means = new ArrayList<>();
        try (NDManager call = manager.newSubManager()) {
            model.forward(model.embed(call, contexts), 0, (point, layer, value) -> {
                if (point == HookPoint.HEAD_OUTPUT) {
                    means.add(value.toType(DataType.FLOAT64, false).mean(new int[]{2}).mean(new int[]{0})
                            .toDoubleArray());
                }
                return value;
            });
        }
        return means.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** The mean over contexts and neurons of each row of one kind. */
    static float[] rows(GroupMeans means, Target.Kind kind) {
        float[] all = means.meanAbsolute();
        int each = all.length / means.rows().size();
        int contexts = means.counts().length / 2;
        int neurons = each / means.counts().length;
        List<Double> found = new ArrayList<>();
        for (int row = 0; row < means.rows().size(); row++) {
            if (means.rows().get(row).kind() == kind) {
                double sum = 0;
                for (int k = 0; k < contexts; k++) {
                    for (int n = 0; n < neurons; n++) {
                        sum += all[row * each + k * 2 * neurons + n];
                    }
                }
                found.add(sum / contexts / neurons);
            }
        }
        float[] values = new float[found.size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = found.get(i).floatValue());
        return values;
    }

    static float meanAbsolute(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.abs(values[i]);
        }
        return (float) (sum / count);
    }
}
