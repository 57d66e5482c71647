package io.plateau.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDManager;

class NonLinearityTest {

    /** Computed from the definitions in double precision by another program: x Φ(x), its tanh form, x σ(x), x σ(1.702 x), tanh x, max(x, 0). */
    @ParameterizedTest
    @CsvSource({"gelu, -1.5, -0.100210801903", "gelu, 0.7, 0.530625443444", "gelu_python, -1.5, -0.100210801903",
            "gelu_python, 0.7, 0.530625443444", "gelu_new, -1.5, -0.100428423020", "gelu_new, 0.7, 0.530570134705",
            "gelu_fast, -1.5, -0.100428423020", "gelu_fast, 0.7, 0.530570134705",
            "gelu_pytorch_tanh, -1.5, -0.100428423020", "gelu_pytorch_tanh, 0.7, 0.530570134705",
            "relu, -1.5, 0.000000000000", "relu, 0.7, 0.700000000000", "silu, -1.5, -0.273638285710",
            "silu, 0.7, 0.467731440518", "swish, -1.5, -0.273638285710", "swish, 0.7, 0.467731440518",
            "quick_gelu, -1.5, -0.108337801553", "quick_gelu, 0.7, 0.536893951723", "tanh, -1.5, -0.905148253645",
            "tanh, 0.7, 0.604367777117"})
    void namesMeanWhatTheyMeanElsewhere(String name, float x, double expected) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            float found = NonLinearity.named(name).orElseThrow().apply(manager.create(new float[]{x}))
                    .toFloatArray()[0];

            // Float32 with a handful of roundings.
            assertEquals(expected, found, 1e-6);
        }
    }

    @Test
    void otherNamesAreNotGuessed() {
        assertTrue(NonLinearity.named("mish").isEmpty());
    }
}
