package io.plateau.influence.store;

/** float64 columns. */
final class Float64 {
    private Float64() {
    }

    /** NULL stands for what is not defined. */
    static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
