package io.plateau.local.launch;

import java.util.List;
import java.util.Locale;

/** The four services and the memory each may have. */
public enum Service {
    /** Runs the model: the weights are outside the heap, a few blocks are in it. */
    INFERENCE("-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-Dai.djl.offline=true"), INFLUENCE,
    /** Holds the graph of a whole layer (plateau.graph.layer-memory-mib) beside what every service holds. */
    GRAPH(192), ROUTING;

    private final List<String> jvmOptions;

    /** A CPU service: stays within 384 MiB resident. */
    Service() {
        this(128);
    }

    Service(int heapMebibytes) {
        this("-Xmx" + heapMebibytes + "m", "-XX:MaxDirectMemorySize=64m", "-Xss512k", "-XX:ReservedCodeCacheSize=64m");
    }

    Service(String... jvmOptions) {
        this.jvmOptions = List.of(jvmOptions);
    }

    /** Also its database role, schema and consumer group. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String module() {
        return label() + "-service";
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }
}
