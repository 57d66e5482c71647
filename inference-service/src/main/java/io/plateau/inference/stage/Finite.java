package io.plateau.inference.stage;

import io.plateau.contracts.UnprocessableException;

/** A model that overflows is refused here, with its name, and not as a damaged message at a consumer. */
final class Finite {
    private Finite() {
    }

    static float[] require(String what, String model, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UnprocessableException("model " + model + " gives " + values[i] + " among the " + what
                        + "; its weights may be damaged or need a wider number format");
            }
        }
        return values;
    }
}
