package io.plateau.inference.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A weight as it lies in its file, mapped.
 *
 * @param type F32, F16 or BF16
 * @param raw little-endian
 */
public record StoredWeight(ElementType type, ByteBuffer raw) {
    /** Elements compared at a time: a weight must not be in memory twice. */
    private static final int SLICE = 1 << 16;

    /** Whether {@code raw} can be used as it is. */
    public boolean isFloat32() {
        return type == ElementType.F32;
    }

    /** @param to receives as many float32 as the weight has elements */
    public void widenInto(ByteBuffer to) {
        HalfPrecision.widen(type, raw, to.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }

    /** Whether both are the same float32 once widened, element by element and bit for bit. */
    public boolean sameValues(StoredWeight other) {
        if (type == other.type) {
            return raw.duplicate().equals(other.raw.duplicate());
        }
        int elements = raw.remaining() / type.bytes();
        if (elements != other.raw.remaining() / other.type.bytes()) {
            return false;
        }
        for (int from = 0; from < elements; from += SLICE) {
            int count = Math.min(SLICE, elements - from);
            if (!Arrays.equals(floats(from, count), other.floats(from, count))) {
                return false;
            }
        }
        return true;
    }

    private float[] floats(int from, int count) {
        ByteBuffer slice = raw.slice(from * type.bytes(), count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[count];
        if (isFloat32()) {
            slice.asFloatBuffer().get(values);
        } else {
            HalfPrecision.widen(type, slice, FloatBuffer.wrap(values));
        }
        return values;
    }
}
