package io.plateau.inference.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Large tensors, filled in the tensor engine's own memory. {@link NDManager#create(float[])} copies through a direct buffer as large
 * as the tensor; the JVM limits its direct memory and frees it unpredictably.
 */
public final class EngineMemory {
    private EngineMemory() {
    }

    /** @param fill writes all of the tensor's elements, float32, in the order of the processor */
    public static NDArray filled(NDManager manager, Shape shape, Consumer<ByteBuffer> fill) {
        try (NDManager cpu = manager.newSubManager(Device.cpu())) {
            NDArray tensor = cpu.create(shape, DataType.FLOAT32);
            fill.accept(tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()));
            NDArray there = tensor.toDevice(manager.getDevice(), false);
            there.attach(manager);
            return there;
        }
    }

    public static NDArray of(NDManager manager, float[] values, Shape shape) {
        return filled(manager, shape, buffer -> buffer.asFloatBuffer().put(values));
    }
}
