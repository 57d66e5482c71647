package io.plateau.local.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.plateau.contracts.AnalysisDeclaration;

/** The services, and the memory each may have: the built-in ones and those that further analyses declare. */
public final class Service implements Comparable<Service> {
    /**
     * Runs the model: the weights are outside the heap, a few blocks are in it. The bound is that with the bundled models. Its loops
     * over pairs of positions and neurons are worth the thorough compiler.
     */
    public static final Service INFERENCE = new Service("inference", 2_048, "-Xmx1g", "-XX:MaxDirectMemorySize=256m",
            "-Dai.djl.offline=true");
    public static final Service INFLUENCE = ofProcessors("influence", 128);
    /** Holds the graph of a whole layer (plateau.graph.layer-memory-mib) beside what every service holds. */
    public static final Service GRAPH = ofProcessors("graph", 160);
    public static final Service ROUTING = ofProcessors("routing", 128);

    private static final List<Service> ALL = all();

    private final String label;
    private final long boundMebibytes;
    private final List<String> jvmOptions;

    private Service(String label, long boundMebibytes, String... jvmOptions) {
        this.label = label;
        this.boundMebibytes = boundMebibytes;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** A CPU service. */
    private static Service ofProcessors(String label, int heapMebibytes) {
        // The quick compiler only: in a life of minutes the thorough one would cost more time than its code saves. Every Kafka
        // thread would keep a direct buffer as large as the largest block that it ever read or wrote.
        return new Service(label, 384, "-XX:TieredStopAtLevel=1", "-Xmx" + heapMebibytes + "m",
                "-XX:MaxDirectMemorySize=64m",
                "-Djdk.nio.maxCachedBufferSize=262144", "-Xss512k", "-XX:ReservedCodeCacheSize=48m");
    }

    private static List<Service> all() {
        List<Service> services = new ArrayList<>(List.of(INFERENCE, INFLUENCE, GRAPH, ROUTING));
        AnalysisDeclaration.all().forEach(analysis -> services.add(ofProcessors(analysis.service(), 128)));
        return List.copyOf(services);
    }

    /** All services, the front door first. */
    public static Service[] values() {
        return ALL.toArray(Service[]::new);
    }

    /** @throws IllegalArgumentException where there is none */
    public static Service ofLabel(String label) {
        return ALL.stream().filter(service -> service.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no service '" + label + "'; services are "
                        + String.join(", ", Arrays.stream(values()).map(Service::label).toList())));
    }

    /** Also its database role, schema and consumer group. */
    public String label() {
        return label;
    }

    public String module() {
        return label + "-service";
    }

    /** Within which a process of it stays resident, MiB. */
    public long boundMebibytes() {
        return boundMebibytes;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    @Override
    public int compareTo(Service other) {
        return Integer.compare(ALL.indexOf(this), ALL.indexOf(other));
    }

    @Override
    public String toString() {
        return label;
    }
}
