package io.plateau.inference.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.contracts.specification.AttentionSpecification;

/** What replaces the output of an ablated head. */
public enum HeadMode {
    /** Nothing: the head's output is zero. */
    ZERO {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean) {
            return output.neg();
        }
    },
    /** Its mean over all positions of the experiment. */
    MEAN {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean) {
            return output.sub(mean).negi();
        }
    },
    /** Uniform attention over the visible keys: what a zero mask on the logits gives (Eq. 8 read literally). */
    UNIFORM {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean) {
            int positions = (int) output.getShape().get(2);
            float[] weights = new float[positions * positions];
            for (int t = 0; t < positions; t++) {
                for (int key = 0; key <= t; key++) {
                    weights[t * positions + key] = 1f / (t + 1);
                }
            }
            NDManager manager = output.getManager();
            return manager.create(weights, new Shape(positions, positions)).matMul(value).subi(output);
        }
    },
    /** All weight on the first key. */
    BOS {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean) {
            return output.sub(value.get(":, :, 0:1")).negi();
        }
    };

    /** As a specification asks. */
    public static HeadMode of(AttentionSpecification.Mode asked) {
        return valueOf(asked.name());
    }

    /**
     * @param output K, H, T, d
     * @param value K, H, T, d
     * @param mean 1, H, 1, d; null unless the mode is MEAN
     * @return K, H, T, d: replacement minus output, in the manager of {@code output}
     */
    abstract NDArray difference(NDArray output, NDArray value, NDArray mean);
}
