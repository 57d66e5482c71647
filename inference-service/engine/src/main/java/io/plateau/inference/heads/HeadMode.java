package io.plateau.inference.heads;

import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import io.plateau.contracts.specification.AttentionSpecification;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.EngineMemory;
import io.plateau.inference.model.TargetPositions;

/** What replaces the output of an ablated head. */
public enum HeadMode {
    /** Nothing: the head's output is zero. */
    ZERO {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean, int window) {
            return output.neg();
        }
    },
    /** Its mean over all positions of the experiment. */
    MEAN {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean, int window) {
            return output.sub(mean).negi();
        }
    },
    /** Uniform attention over the visible keys: what a zero mask on the logits gives (Eq. 8 read literally). */
    UNIFORM {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean, int window) {
            int positions = (int) output.getShape().get(2);
            float[] weights = new float[positions * positions];
            for (int t = 0; t < positions; t++) {
                for (int key = CausalMask.first(t, window); key <= t; key++) {
                    weights[t * positions + key] = 1f / CausalMask.visible(t, window);
                }
            }
            NDManager manager = output.getManager();
            return EngineMemory.of(manager, weights, new Shape(positions, positions)).matMul(value).subi(output);
        }
    },
    /** All weight on the first visible key. */
    BOS {
        @Override
        NDArray difference(NDArray output, NDArray value, NDArray mean, int window) {
            int positions = (int) output.getShape().get(2);
            if (window >= positions) {
                return output.sub(value.get(":, :, 0:1")).negi();
            }
            int[] first = IntStream.range(0, positions).map(t -> CausalMask.first(t, window)).toArray();
            NDArray index = TargetPositions.index(output.getManager(), first);
            return value.get(output.getManager(), new NDIndex(":, :, {}", index)).sub(output);
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
     * @param window most keys that a position attends to, itself included
     * @return K, H, T, d: replacement minus output, in the manager of {@code output}
     */
    abstract NDArray difference(NDArray output, NDArray value, NDArray mean, int window);
}
