package io.plateau.contracts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

import io.plateau.contracts.event.DType;
import io.plateau.contracts.event.TensorBlock;

/** Writes and reads {@link TensorBlock}s; a block that does not match its own header is refused. */
public final class Tensors {
    private Tensors() {
    }

    /**
     * @param values row-major elements
     * @param shape sizes of the dimensions, slowest first
     * @throws IllegalArgumentException when the shape does not hold the values
     */
    public static TensorBlock encode(float[] values, int... shape) {
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        List<Integer> sizes = new ArrayList<>(shape.length);
        for (int size : shape) {
            sizes.add(size);
        }
        return new TensorBlock(DType.FLOAT32, sizes, checksum(data), data);
    }

    /**
     * The elements of a block, checked: rank and sizes as expected (−1: any), length, checksum, all finite.
     *
     * @param name what the block is, for the message
     * @throws MalformedEventException naming what differs
     */
    public static float[] decode(String name, TensorBlock block, int... expectedShape) {
        int[] shape = shape(block);
        boolean fits = shape.length == expectedShape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = expectedShape[i] < 0 || expectedShape[i] == shape[i];
        }
        if (!fits) {
            throw new MalformedEventException(name + " has shape " + Arrays.toString(shape) + ", expected "
                    + Arrays.toString(expectedShape).replace("-1", "any"));
        }
        ByteBuffer data = block.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long expected = elements(shape) * Float.BYTES;
        if (expected != data.remaining()) {
            throw new MalformedEventException(name + " of shape " + Arrays.toString(shape) + " needs " + expected
                    + " bytes but its payload has " + data.remaining());
        }
        if (checksum(data) != block.getChecksum()) {
            throw new MalformedEventException(name + " does not match its checksum: its payload was damaged");
        }
        FloatBuffer floats = data.asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new MalformedEventException(name + " holds " + values[i] + " at element " + i
                        + "; every element must be a finite number");
            }
        }
        return values;
    }

    /** The sizes of the dimensions, slowest first. */
    public static int[] shape(TensorBlock block) {
        return block.getShape().stream().mapToInt(Integer::intValue).toArray();
    }

    private static long elements(int[] shape) {
        long product = 1;
        for (int size : shape) {
            if (size < 0) {
                throw new MalformedEventException("shape " + Arrays.toString(shape) + " has a negative size");
            }
            product *= size;
            if (product > Integer.MAX_VALUE) {
                throw new MalformedEventException("shape " + Arrays.toString(shape) + " is too large for a block");
            }
        }
        return product;
    }

    private static int checksum(ByteBuffer data) {
        CRC32C crc = new CRC32C();
        crc.update(data.duplicate());
        return (int) crc.getValue();
    }
}
