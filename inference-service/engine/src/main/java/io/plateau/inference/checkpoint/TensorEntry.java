package io.plateau.inference.checkpoint;

import java.util.Arrays;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param shape sizes of the dimensions, slowest first
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte, likewise
 */
public record TensorEntry(String name, ElementType type, long[] shape, long begin, long end) {

    /** Number of elements. */
    public long elements() {
        return (end - begin) / type.bytes();
    }

    @Override
    public String toString() {
        return name + " " + type + Arrays.toString(shape);
    }
}
