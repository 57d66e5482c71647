package io.plateau.inference.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {

    /** Published values of IEEE 754 binary16. */
    @ParameterizedTest
    @CsvSource({"0x0000, 0", "0x8000, -0.0", "0x3c00, 1", "0xc000, -2", "0x3555, 0.333251953125", "0x7bff, 65504",
            "0x0400, 6.103515625e-5", "0x0001, 5.960464477539063e-8", "0x83ff, -6.097555160522461e-5",
            "0x7c00, Infinity", "0xfc00, -Infinity", "0x7e00, NaN"})
    void widensHalf(String bits, float expected) {
        assertEquals(expected, HalfPrecision.fromHalf((short) (int) Integer.decode(bits)));
    }

    /** 0x4049 is 3.140625, the bfloat16 nearest to pi. */
    @ParameterizedTest
    @CsvSource({"0x3f80, 1", "0xc000, -2", "0x4049, 3.140625", "0x8000, -0.0", "0x7f80, Infinity"})
    void widensBrain(String bits, float expected) {
        assertEquals(expected, HalfPrecision.fromBrain((short) (int) Integer.decode(bits)));
    }

    @Test
    void widensBuffersOfBothKinds() {
        ByteBuffer raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x3c00)
                .putShort((short) 0x4049).flip();

        float[] half = new float[2];
        float[] brain = new float[2];
        HalfPrecision.widen(ElementType.F16, raw.duplicate(), FloatBuffer.wrap(half));
        HalfPrecision.widen(ElementType.BF16, raw.duplicate(), FloatBuffer.wrap(brain));

        assertEquals(1f, half[0]);
        assertEquals(3.140625f, brain[1]);
    }
}
