package io.plateau.inference.model;

import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** What stands between the two projections of an MLP. A gradient needs what the sigmoid gave, so that nothing overwrites it. */
public enum NonLinearity {
    /** x Φ(x). */
    GELU {
        @Override
        NDArray apply(NDArray x) {
            return Activation.gelu(x);
        }
    },
    /** The tanh approximation of GELU, as x · sigmoid(2u) = x · (1 + tanh u) / 2 with u = √(2/π) (x + 0.044715 x³). */
    GELU_TANH {
        @Override
        NDArray apply(NDArray x) {
            NDArray u = x.square().muli(TWICE_ROOT * CUBIC).addi(TWICE_ROOT).muli(x);
            return Activation.sigmoid(u).mul(x);
        }
    },
    /** max(x, 0). */
    RELU {
        @Override
        NDArray apply(NDArray x) {
            return Activation.relu(x);
        }
    },
    /** x · sigmoid(x), also called swish. */
    SILU {
        @Override
        NDArray apply(NDArray x) {
            return Activation.sigmoid(x).mul(x);
        }
    },
    /** x · sigmoid(1.702 x). */
    QUICK_GELU {
        @Override
        NDArray apply(NDArray x) {
            return Activation.sigmoid(x.mul(1.702)).mul(x);
        }
    },
    /** tanh x. */
    TANH {
        @Override
        NDArray apply(NDArray x) {
            return x.tanh();
        }
    };

    private static final double TWICE_ROOT = 2 * Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;
    private static final Map<String, NonLinearity> BY_NAME = Map.ofEntries(Map.entry("gelu", GELU),
            Map.entry("gelu_python", GELU), Map.entry("gelu_new", GELU_TANH), Map.entry("gelu_fast", GELU_TANH),
            Map.entry("gelu_accurate", GELU_TANH), Map.entry("gelu_python_tanh", GELU_TANH),
            Map.entry("gelu_pytorch_tanh", GELU_TANH), Map.entry("relu", RELU), Map.entry("silu", SILU),
            Map.entry("swish", SILU), Map.entry("quick_gelu", QUICK_GELU), Map.entry("tanh", TANH));

    /** By the name that configurations use: the keys of ACT2FN of Hugging Face's transformers. */
    public static Optional<NonLinearity> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    abstract NDArray apply(NDArray x);
}
