package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.event.DType;
import io.plateau.contracts.event.TensorBlock;

class TensorsTest {
    private final TensorBlock block = Tensors.encode(new float[]{1, -2, 3.5f, 0, 5, 6}, 2, 3);

    @Test
    void whatIsWrittenIsRead() {
        assertArrayEquals(new float[]{1, -2, 3.5f, 0, 5, 6}, Tensors.decode("activations", block, -1, 3));
    }

    @Test
    void bytesAreLittleEndianAndChecksummedByCrc32c() {
        TensorBlock one = Tensors.encode(new float[]{1}, 1);

        // 1.0f is 0x3f800000; its CRC-32C, bytes 00 00 80 3f, from the bitwise definition (RFC 3720, B.4).
        assertEquals(ByteBuffer.wrap(new byte[]{0, 0, (byte) 0x80, 0x3f}), one.getData());
        assertEquals(bitwiseCrc32c(new byte[]{0, 0, (byte) 0x80, 0x3f}), one.getChecksum());
    }

    @Test
    void refusesAShapeThatIsNotExpected() {
        assertRefused("[2, 3], expected [any, 4]", block, -1, 4);
        assertRefused("[2, 3], expected [6]", block, 6);
    }

    @Test
    void refusesAShapeThatDoesNotMatchItsPayload() {
        assertRefused("needs 36 bytes but its payload has 24", with(List.of(3, 3), block.getData()), -1, 3);
    }

    @Test
    void refusesAShapeThatOverflows() {
        assertRefused("too large", with(List.of(1 << 20, 1 << 20), block.getData()), -1, -1);
        assertRefused("negative size", with(List.of(-2, -3), block.getData()), -1, -1);
    }

    @Test
    void refusesADamagedPayload() {
        byte[] bytes = block.getData().array().clone();
        bytes[5] ^= 1;

        assertRefused("checksum", with(List.of(2, 3), ByteBuffer.wrap(bytes)), 2, 3);
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertRefused("holds NaN at element 1", Tensors.encode(new float[]{0, Float.NaN}, 2), 2);
        assertRefused("holds -Infinity at element 0", Tensors.encode(new float[]{Float.NEGATIVE_INFINITY, 0}, 2), 2);
    }

    private TensorBlock with(List<Integer> shape, ByteBuffer data) {
        return new TensorBlock(DType.FLOAT32, shape, block.getChecksum(), data);
    }

    private static void assertRefused(String part, TensorBlock block, int... expected) {
        String message = assertThrows(MalformedEventException.class,
                () -> Tensors.decode("activations", block, expected)).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static int bitwiseCrc32c(byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) != 0 ? 0x82F63B78 : 0);
            }
        }
        return ~crc;
    }
}
