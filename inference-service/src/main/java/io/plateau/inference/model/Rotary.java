package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Rotary position embedding of the first dimensions of queries and keys, the two halves of them paired. Its tables are as
 * long as the longest context that was asked for, rounded up to a power of two.
 */
final class Rotary implements PositionCode {
    private final NDManager owner;
    private final int rotated;
    private final double base;
    private final double factor;
    private Tables tables;

    /**
     * @param cosine positions, rotated
     * @param sine likewise, with the sign of the half
     */
    private record Tables(NDArray cosine, NDArray sine) {
    }

    /**
     * @param owner of the tables: the manager of the weights
     * @param rotated how many dimensions of a head are rotated, even
     * @param base of the geometric series of wavelengths
     * @param factor by which positions are divided
     */
    Rotary(NDManager owner, int rotated, double base, double factor) {
        this.owner = owner;
        this.rotated = rotated;
        this.base = base;
        this.factor = factor;
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
                double angle = t / factor * Math.pow(base, -2.0 * (i % (rotated / 2)) / rotated);
                cosines[t * rotated + i] = (float) Math.cos(angle);
                // The first half takes minus the second: the sign is folded into the table.
                sines[t * rotated + i] = (float) (i < rotated / 2 ? -Math.sin(angle) : Math.sin(angle));
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
