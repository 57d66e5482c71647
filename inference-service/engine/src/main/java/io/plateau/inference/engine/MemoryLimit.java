package io.plateau.inference.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

import io.plateau.contracts.UnprocessableException;

/**
 * The memory that the process may take: as configured, else the container's limit, else the machine's memory. The heap's own
 * limit is part of it.
 *
 * @param bytes most of all memory; {@code Long.MAX_VALUE} where the tensors are elsewhere, on a GPU, and none is configured
 * @param heap most of the heap
 */
record MemoryLimit(long bytes, long heap) {
    /** A heap that is filled to the brim spends its time collecting garbage. */
    private static final double USABLE_HEAP = 0.9;
    private static final double GIB = 1L << 30;

    static MemoryLimit of(EngineSettings settings, boolean gpu) {
        long heap = Runtime.getRuntime().maxMemory();
        if (settings.memoryBytes() > 0) {
            return new MemoryLimit(settings.memoryBytes(), heap);
        }
        // In a container the runtime reports the container's memory.
        return new MemoryLimit(gpu
                ? Long.MAX_VALUE
                : ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(), heap);
    }

    /** @throws UnprocessableException with the figures, when the need does not fit beside what the process holds already */
    void require(String what, MemoryNeed need) {
        if (need.heapBytes() > heap * USABLE_HEAP) {
            throw new UnprocessableException(String.format(Locale.ROOT,
                    "%s needs about %.1f GiB of heap, and the process may have %.1f GiB: ask for shorter contexts"
                            + " (tokens.contextLength), or give it a larger heap (-Xmx)",
                    what, need.heapBytes() / GIB, heap / GIB));
        }
        long free = bytes - held();
        if (bytes != Long.MAX_VALUE && need.nativeBytes() > free) {
            throw new UnprocessableException(String.format(Locale.ROOT,
                    "%s needs about %.1f GiB of memory, most of it for %s; of the limit of %.1f GiB, %.1f GiB are free:"
                            + " ask for shorter contexts (tokens.contextLength) or a smaller model, or give the process"
                            + " more memory (plateau.memory.limit)",
                    what, need.nativeBytes() / GIB, need.largestPart(), bytes / GIB, Math.max(0, free) / GIB));
        }
    }

    /** Memory in use plus what the heap may still take; file pages do not count, since they are reclaimable. */
    private long held() {
        long uncommitted = heap - Runtime.getRuntime().totalMemory();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return uncommitted + lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst()
                    .orElse(Runtime.getRuntime().totalMemory());
        } catch (IOException e) {
            // Elsewhere than on Linux the heap alone is known.
            return heap;
        }
    }
}
