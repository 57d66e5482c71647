package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** Rotary position embedding of the first dimensions of queries and keys, the two halves of them paired. */
final class Rotary implements PositionCode {
    private final int rotated;
    private final NDArray cosine;
    private final NDArray sine;

    /**
     * @param rotated how many dimensions of a head are rotated, even
     * @param base of the geometric series of wavelengths
     */
    Rotary(NDManager manager, int positions, int rotated, double base) {
        this.rotated = rotated;
        float[] cosines = new float[positions * rotated];
        float[] sines = new float[positions * rotated];
        for (int t = 0; t < positions; t++) {
            for (int i = 0; i < rotated; i++) {
                double angle = t * Math.pow(base, -2.0 * (i % (rotated / 2)) / rotated);
                cosines[t * rotated + i] = (float) Math.cos(angle);
                // The first half takes minus the second: the sign is folded into the table.
                sines[t * rotated + i] = (float) (i < rotated / 2 ? -Math.sin(angle) : Math.sin(angle));
            }
        }
        this.cosine = manager.create(cosines, new Shape(positions, rotated));
        this.sine = manager.create(sines, new Shape(positions, rotated));
    }

    @Override
    public NDArray apply(NDArray x, int first) {
        NDIndex rows = new NDIndex("{}:{}", first, first + x.getShape().get(2));
        NDArray turning = x.get("..., :{}", rotated);
        NDArray swapped = turning.get("..., {}:", rotated / 2).concat(turning.get("..., :{}", rotated / 2), -1);
        NDArray turned = turning.mul(cosine.get(x.getManager(), rows))
                .addi(swapped.muli(sine.get(x.getManager(), rows)));
        return rotated == x.getShape().get(3) ? turned : turned.concat(x.get("..., {}:", rotated), -1);
    }
}
