package io.plateau.statistics.packing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of numbers as little-endian bytes (IEEE 754, two's complement), as bytea columns hold them. */
public final class PackedArrays {
    private PackedArrays() {
    }

    public static byte[] ints(int[] values) {
        ByteBuffer bytes = allocate(values.length, Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    public static int[] ints(byte[] bytes) {
        int[] values = new int[bytes.length / Integer.BYTES];
        wrap(bytes).asIntBuffer().get(values);
        return values;
    }

    public static byte[] floats(float[] values) {
        return floats(values, 0, values.length);
    }

    /** @param from index of the first of {@code count} values */
    public static byte[] floats(float[] values, int from, int count) {
        ByteBuffer bytes = allocate(count, Float.BYTES);
        bytes.asFloatBuffer().put(values, from, count);
        return bytes.array();
    }

    public static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    public static byte[] doubles(double[] values) {
        ByteBuffer bytes = allocate(values.length, Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    public static double[] doubles(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        wrap(bytes).asDoubleBuffer().get(values);
        return values;
    }

    private static ByteBuffer allocate(int count, int width) {
        return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
