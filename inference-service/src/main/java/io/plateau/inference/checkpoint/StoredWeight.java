package io.plateau.inference.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A weight as it lies in its file, mapped.
 *
 * @param type F32, F16 or BF16
 * @param raw little-endian
 */
public record StoredWeight(ElementType type, ByteBuffer raw) {

    /** Whether {@code raw} can be used as it is. */
    public boolean isFloat32() {
        return type == ElementType.F32;
    }

    /** @param to receives as many float32 as the weight has elements */
    public void widenInto(ByteBuffer to) {
        HalfPrecision.widen(type, raw, to.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }
}
