package io.plateau.statistics.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

class PackedArraysTest {
    /** IEEE 754: 1 is 3ff0…0 in binary64 and 3f800000 in binary32; the sign is the highest bit. */
    @Test
    void bytesAreLittleEndianIeee754AndTwosComplement() {
        assertEquals("000000000000f03f0000000000000080", hex(PackedArrays.doubles(new double[]{1, -0.0})));
        assertEquals("0000803f000000c0", hex(PackedArrays.floats(new float[]{1, -2})));
        assertEquals("04030201feffffff", hex(PackedArrays.ints(new int[]{0x01020304, -2})));
    }

    @Test
    void everyBitComesBack() {
        double[] doubles = {0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Math.PI};
        float[] floats = {0.1f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        int[] ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
        assertArrayEquals(doubles, PackedArrays.doubles(PackedArrays.doubles(doubles)));
        assertArrayEquals(floats, PackedArrays.floats(PackedArrays.floats(floats)));
        assertArrayEquals(ints, PackedArrays.ints(PackedArrays.ints(ints)));
        assertEquals(0, PackedArrays.doubles(new double[0]).length);
    }

    @Test
    void aRangeOfFloatsIsThatRange() {
        float[] rows = {1, 2, 3, 4, 5, 6};
        assertArrayEquals(new float[]{3, 4}, PackedArrays.floats(PackedArrays.floats(rows, 2, 2)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
