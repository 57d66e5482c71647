package io.plateau.influence.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numeric partials in bytea columns: float64, little-endian. */
final class Float64 {
    private Float64() {
    }

    static byte[] bytes(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asDoubleBuffer().put(values);
        return buffer.array();
    }

    static double[] values(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    /** NULL stands for what is not defined. */
    static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
