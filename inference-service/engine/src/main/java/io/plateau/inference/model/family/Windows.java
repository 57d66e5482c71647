package io.plateau.inference.model.family;

import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.CausalMask;

/** Sliding windows as configurations spell them. */
final class Windows {
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";

    private Windows() {
    }

    /**
     * In all layers.
     *
     * @param whenAbsent where the field is absent; where it is null there is no window
     */
    static List<Integer> everywhere(ModelConfig config, int layers, int whenAbsent) {
        return Collections.nCopies(layers, window(config, whenAbsent));
    }

    /**
     * In the layers that {@code layer_types} names, or, where it is absent, in those of a predicate.
     *
     * @param window {@link CausalMask#UNLIMITED} where there is none
     */
    static List<Integer> byLayer(ModelConfig config, int layers, int window, IntPredicate whenAbsent) {
        List<String> types = config.texts("layer_types");
        if (types == null) {
            return IntStream.range(0, layers).mapToObj(l -> whenAbsent.test(l) ? window : CausalMask.UNLIMITED)
                    .toList();
        }
        if (types.size() != layers) {
            throw config.refusal("has layer_types of " + types.size() + " layers; the model has " + layers);
        }
        return types.stream().map(type -> switch (type) {
            case FULL -> CausalMask.UNLIMITED;
            case SLIDING -> sliding(config, window);
            default -> throw config.refusal("has the layer type '" + type + "'; supported are " + FULL + " and "
                    + SLIDING);
        }).toList();
    }

    private static int sliding(ModelConfig config, int window) {
        if (window == CausalMask.UNLIMITED) {
            throw config.refusal("has layers of the type " + SLIDING + " but no sliding_window that is in use");
        }
        return window;
    }

    static int window(ModelConfig config, int whenAbsent) {
        return config.isNull("sliding_window")
                ? CausalMask.UNLIMITED
                : config.size("sliding_window", whenAbsent);
    }
}
