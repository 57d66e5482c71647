package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Rotary position embedding of the first dimensions of queries and keys, the two halves of them paired. Its tables are as
 * long as the longest context that was requested, rounded up to a power of two.
 */
public final class Rotary implements PositionCode {
    private final NDManager owner;
    private final int rotated;
    private final Frequencies frequencies;
    private Tables tables;

    /**
     * How fast the pairs turn.
     *
     * @param perPosition half the rotated dimensions: radians per position of each pair
     * @param divisor by which positions are divided
     * @param amplitude by which the turned dimensions are multiplied
     */
    public record Frequencies(double[] perPosition, double divisor, double amplitude) {

        /** The geometric series of a base, unscaled. */
        public static Frequencies geometric(int rotated, double base) {
            double[] series = new double[rotated / 2];
            for (int i = 0; i < series.length; i++) {
                series[i] = Math.pow(base, -2.0 * i / rotated);
            }
            return new Frequencies(series, 1, 1);
        }
    }

    /**
     * @param cosine positions, rotated
     * @param sine likewise, with the sign of the half
     */
    private record Tables(NDArray cosine, NDArray sine) {
    }

    /** @param owner of the tables: the manager of the weights */
    public Rotary(NDManager owner, Frequencies frequencies) {
        this.owner = owner;
        this.rotated = 2 * frequencies.perPosition().length;
        this.frequencies = frequencies;
    }

    /** Shorter ones stay until the model is closed, for a thread may still read them. */
    private synchronized Tables atLeast(int positions) {
        if (tables == null || tables.cosine.getShape().get(0) < positions) {
            tables = tables(Sizes.roundedUp(positions));
        }
        return tables;
    }

    private Tables tables(int positions) {
        float[] cosines = new float[Math.multiplyExact(positions, rotated)];
        float[] sines = new float[cosines.length];
        for (int t = 0; t < positions; t++) {
            for (int i = 0; i < rotated; i++) {
                double angle = t / frequencies.divisor() * frequencies.perPosition()[i % (rotated / 2)];
                double sine = frequencies.amplitude() * Math.sin(angle);
                cosines[t * rotated + i] = (float) (frequencies.amplitude() * Math.cos(angle));
                // The first half takes minus the second: the sign is folded into the table.
                sines[t * rotated + i] = (float) (i < rotated / 2 ? -sine : sine);
            }
        }
        Shape shape = new Shape(positions, rotated);
        return new Tables(owner.create(cosines, shape), owner.create(sines, shape));
    }

    @Override
    public NDArray apply(NDArray x, int first) {
        int end = first + (int) x.getShape().get(2);
        Tables known = atLeast(end);
        NDIndex rows = new NDIndex("{}:{}", first, end);
        NDArray turning = x.get("..., :{}", rotated);
        NDArray swapped = turning.get("..., {}:", rotated / 2).concat(turning.get("..., :{}", rotated / 2), -1);
        NDArray turned = turning.mul(known.cosine.get(x.getManager(), rows))
                .addi(swapped.muli(known.sine.get(x.getManager(), rows)));
        return rotated == x.getShape().get(3) ? turned : turned.concat(x.get("..., {}:", rotated), -1);
    }
}
