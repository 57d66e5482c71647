package io.plateau.local.launch;

import java.util.List;
import java.util.Locale;

/** The four services and the memory each may have. */
enum Service {
    /** Runs the model: the weights are outside the heap, a few blocks are in it. */
    INFERENCE("-Xmx1g", "-XX:MaxDirectMemorySize=256m", "-Dai.djl.offline=true"), INFLUENCE, GRAPH, ROUTING;

    private final List<String> jvmOptions;

    /** A CPU service: stays within 384 MiB resident. */
    Service() {
        this("-Xmx128m", "-XX:MaxDirectMemorySize=64m", "-Xss512k", "-XX:ReservedCodeCacheSize=64m");
    }

    Service(String... jvmOptions) {
        this.jvmOptions = List.of(jvmOptions);
    }

    /** Also its database role, schema and consumer group. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String module() {
        return label() + "-service";
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }
}
