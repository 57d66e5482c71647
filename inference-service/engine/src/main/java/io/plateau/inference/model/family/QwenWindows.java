package io.plateau.inference.model.family;

import java.util.List;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.CausalMask;

/** Windows of Qwen 2 and 3: off unless switched on, and then from a layer on. */
final class QwenWindows {
    private static final int WINDOW = 4_096;
    private static final int FIRST_LAYER = 28;

    private QwenWindows() {
    }

    static List<Integer> of(ModelConfig config, int layers) {
        int asked = Windows.window(config, WINDOW);
        int window = config.flag("use_sliding_window", false) ? asked : CausalMask.UNLIMITED;
        // Not a size: 0 is a layer.
        int first = config.index("max_window_layers", FIRST_LAYER);
        return Windows.byLayer(config, layers, window, layer -> layer >= first);
    }
}
