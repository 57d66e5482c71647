package io.plateau.inference.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Widens 16-bit floating point to float32 in Java: the tensor engine aborts the process on bfloat16. */
final class HalfPrecision {
    private static final float SMALLEST_SUBNORMAL = 0x1p-24f;

    private HalfPrecision() {
    }

    /** @param raw F16 or BF16 elements; @param to receives as many float32 */
    static void widen(ElementType type, ByteBuffer raw, FloatBuffer to) {
        ShortBuffer from = raw.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        boolean brain = type == ElementType.BF16;
        while (from.hasRemaining()) {
            short bits = from.get();
            to.put(brain ? fromBrain(bits) : fromHalf(bits));
        }
    }

    /** bfloat16 is the upper half of a float32. */
    static float fromBrain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** IEEE 754 binary16: sign, 5 bits of exponent (bias 15), 10 bits of fraction. */
    static float fromHalf(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >>> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * SMALLEST_SUBNORMAL;
            return sign == 0 ? magnitude : -magnitude;
        }
        // Infinity and NaN keep the highest exponent; all others move from bias 15 to bias 127.
        int widened = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
