package io.plateau.inference.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.EngineMemory;

/** What is as large as a layer's weights does not go through the JVM's direct memory, of which services have 256 MiB. */
class DirectMemoryTest {
    private static final Shape SHAPE = new Shape(4_096, 2_048);
    private static final long BYTES = Float.BYTES * SHAPE.size();

    @Test
    void aControlsDirectionIsMadeInTheEnginesMemory() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray direction = assertAllocatesLittle(() -> Controls.direction(manager, SHAPE, 5));

            SplittableRandom random = new SplittableRandom(5);
            float[] expected = new float[(int) SHAPE.size()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) random.nextGaussian();
            }
            assertArrayEquals(expected, direction.toFloatArray());
        }
    }

    @Test
    void existingValuesAreCopiedIntoIt() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            float[] values = new float[(int) SHAPE.size()];
            values[3] = 7;
            NDArray tensor = assertAllocatesLittle(() -> EngineMemory.of(manager, values, SHAPE));
            assertArrayEquals(values, tensor.toFloatArray());
        }
    }

    private static NDArray assertAllocatesLittle(Supplier<NDArray> making) {
        long before = direct();
        NDArray made = making.get();
        assertTrue(direct() - before < BYTES / 2, direct() - before + " bytes of direct memory");
        return made;
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow().getTotalCapacity();
    }
}
