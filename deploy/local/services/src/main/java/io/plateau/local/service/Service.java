package io.plateau.local.service;

import java.util.List;
import java.util.Locale;

/** The four services and the memory each may have. */
public enum Service {
    /** Runs the model: the weights are outside the heap, a few blocks are in it. The bound is that with the bundled models. */
    INFERENCE(2_048, "-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-Dai.djl.offline=true"), INFLUENCE,
    /** Holds the graph of a whole layer (plateau.graph.layer-memory-mib) beside what every service holds. */
    GRAPH(160), ROUTING;

    private final long boundMebibytes;
    private final List<String> jvmOptions;

    /** A CPU service. */
    Service() {
        this(128);
    }

    Service(int heapMebibytes) {
        // Every Kafka thread would keep a direct buffer as large as the largest block that it ever read or wrote.
        this(384, "-Xmx" + heapMebibytes + "m", "-XX:MaxDirectMemorySize=64m", "-Djdk.nio.maxCachedBufferSize=262144",
                "-Xss512k", "-XX:ReservedCodeCacheSize=48m");
    }

    Service(long boundMebibytes, String... jvmOptions) {
        this.boundMebibytes = boundMebibytes;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** Also its database role, schema and consumer group. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String module() {
        return label() + "-service";
    }

    /** Within which a process of it stays resident, MiB. */
    public long boundMebibytes() {
        return boundMebibytes;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }
}
