package io.plateau.inference.stage;

import io.plateau.contracts.UnprocessableException;

/** A model that overflows is refused here, with its name, and not as a damaged message at a consumer. */
final class Finite {
    private Finite() {
    }

    static float[] require(String what, String model, float[] values) {
        for (float value : values) {
            require(what, model, value);
        }
        return values;
    }

    static double[] require(String what, String model, double[] values) {
        for (double value : values) {
            require(what, model, value);
        }
        return values;
    }

    private static void require(String what, String model, double value) {
        if (!Double.isFinite(value)) {
            throw new UnprocessableException("model " + model + " gives " + value + " among the " + what
                    + "; its weights may be damaged or need a wider number format");
        }
    }
}
