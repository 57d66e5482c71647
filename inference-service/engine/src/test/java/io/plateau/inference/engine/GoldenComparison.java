package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.junit.jupiter.api.function.Executable;

import ai.djl.ndarray.NDArray;

/**
 * Collects the largest difference of each tensor of a golden case, prints them, then asserts all. The tolerances are those that
 * the cases' README states for float32. They are meant for tensors whose largest value is of order 1 to 30; of a larger one
 * float32 has as many digits less. A loss is a difference of two logits, and is rounded by what these reach.
 */
final class GoldenComparison {
    static final double TENSORS = 1e-4;
    static final double LOSSES = 1e-5;
    private static final double ORDER = 30;

    private final GoldenCase golden;
    private final List<Executable> assertions = new ArrayList<>();

    GoldenComparison(GoldenCase golden) {
        this.golden = golden;
    }

    void add(String tensor, double tolerance, Supplier<NDArray> found) {
        if (golden.has(tensor)) {
            add(tensor, tolerance, found.get().toFloatArray());
        } else {
            lacks(tensor);
        }
    }

    void add(String tensor, double tolerance, float[] found) {
        if (golden.has(tensor)) {
            add(tensor, tolerance, found, golden.values(tensor));
        } else {
            lacks(tensor);
        }
    }

    void lacks(String tensor) {
        System.out.println(golden + " " + tensor + ": the case has none, nothing is compared");
    }

    /** A case that has none of these shows nothing. */
    void requireOneOf(String... tensors) {
        assertTrue(Arrays.stream(tensors).anyMatch(golden::has),
                golden + " has none of " + Arrays.toString(tensors));
    }

    void add(String what, double stated, float[] found, double[] expected) {
        double tolerance = stated
                * Math.max(1, (stated == LOSSES ? golden.spreadOfLogits() : largest(expected)) / ORDER);
        assertEquals(expected.length, found.length, what);
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            // Math.max keeps a NaN, which then fails the assertion.
            largest = Math.max(largest, Math.abs(found[i] - expected[i]));
        }
        double difference = largest;
        String message = String.format(Locale.ROOT, "%s %s: largest difference %.2e of %d, tolerance %.1e", golden,
                what, difference, found.length, tolerance);
        System.out.println(message);
        assertions.add(() -> assertTrue(difference <= tolerance, message));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    void check() {
        assertAll(assertions);
    }
}
