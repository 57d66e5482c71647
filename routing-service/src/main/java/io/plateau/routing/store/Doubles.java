package io.plateau.routing.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** float64 arrays as bytea: IEEE 754 binary64, little-endian. */
final class Doubles {
    private Doubles() {
    }

    static byte[] encode(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    static double[] decode(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
