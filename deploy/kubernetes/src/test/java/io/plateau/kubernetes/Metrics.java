package io.plateau.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Metrics that Prometheus has, read from the code. KafkaMetersTest holds what KafkaMeters keeps, and those of the JVM named here,
 * to a real scrape.
 */
final class Metrics {
    /** Of the kubelet, of Prometheus itself, of every JVM. */
    private static final Set<String> OF_OTHERS = Set.of("kubelet_volume_stats_available_bytes",
            "kubelet_volume_stats_capacity_bytes", "up", "jvm_memory_used_bytes", "process_cpu_usage");
    private static final Pattern KAFKA = Pattern.compile("\"(kafka\\.[a-z.]+[a-z])\"");
    private static final Pattern OWN = Pattern.compile("\\.(counter|timer|builder)\\(\"(plateau\\.[a-z.]+)\"");

    private Metrics() {
    }

    static Set<String> exposed(String variant) throws IOException {
        Set<String> names = new TreeSet<>(OF_OTHERS);
        Path runtime = Chart.REPOSITORY.resolve("deploy/runtime/src/main/java");
        for (Path sources : List.of(runtime, Chart.REPOSITORY.resolve("inference-service/src/main/java"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    addOwn(Files.readString(file), names);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        Matcher kafka = KAFKA.matcher(Files.readString(runtime.resolve("io/plateau/runtime/health/KafkaMeters.java")));
        while (kafka.find()) {
            names.add(kafka.group(1).replace('.', '_'));
        }
        for (JsonNode map : Chart.ofKind(variant, "ConfigMap")) {
            if (map.path("data").has("queries.yaml")) {
                addQueries(Chart.YAML.readTree(map.path("data").path("queries.yaml").asText()), names);
            }
        }
        return names;
    }

    /** As Micrometer names a counter, a timer and a gauge for Prometheus. */
    private static void addOwn(String source, Set<String> names) {
        Matcher own = OWN.matcher(source);
        while (own.find()) {
            String name = own.group(2).replace('.', '_');
            if (own.group(1).equals("builder")) {
                names.add(name);
            } else if (own.group(1).equals("counter")) {
                names.add(name + "_total");
            } else {
                Stream.of("count", "sum", "max").forEach(of -> names.add(name + "_seconds_" + of));
            }
        }
    }

    /** As CloudNativePG names the columns of a query that are no labels. */
    private static void addQueries(JsonNode queries, Set<String> names) {
        Chart.fields(queries).forEach((query, definition) -> definition.path("metrics")
                .forEach(column -> Chart.fields(column).forEach((name, metric) -> {
                    if (!metric.path("usage").asText().equals("LABEL")) {
                        names.add("cnpg_" + query + "_" + name);
                    }
                })));
    }
}
