package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;

/** A wrong value is refused with a sentence that names it. */
class ValuesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deployments: {worker: {replicas: 1}}                                  | deployments | worker
            deployments: {graph: {replicas: many}}                                | replicas | integer
            deployments: {graph: {maxReplicas: 13}}                               | deployments.graph.maxReplicas is 13 | 12
            deployments: {graph: {minReplicas: 5, maxReplicas: 4}}                | deployments.graph.maxReplicas is 4 | 5
            deployments: {front-door: {minReplicas: 0}}                           | minReplicas | minimum
            deployments: {routing: {lagPerReplica: {activations: 1}}}             | lagPerReplica | activations
            deployments: {graph: {resources: {limits: {memory: lots}}}}           | memory | pattern
            deployments: {graph: {image: {digest: latest}}}                       | digest | pattern
            deployments: {inference-worker: {gpu: {device: gpu0}}}                | device | pattern
            deployments: {inference-worker: {gpu: {precision: bfloat16}}}         | precision | float32
            shutdown: {gracePeriodSeconds: 20}                                    | gracePeriodSeconds is 20 | exceed
            runAs: 0                                                              | runAs | minimum
            kafka: {authentication: none}                                         | authentication | scram
            kafka: {strimzi: {enabled: false}}                                    | bootstrapServers | pattern
            database: {cloudnativepg: {enabled: false}}                           | host | length
            database: {password: secret}                                          | database | password
            pools: {Large: {models: [a]}}                                         | pools | Large
            pools: {large: {maxReplicas: 2}}                                      | models | missing
            pools: {large: {models: ['a,b']}}                                     | models | pattern
            pools: {large: {models: [a], gpus: 1}}                                | gpus | additional
            pools: {default: {models: [a]}}                                       | pools.default | inference-worker
            pools: {large: {models: [a], maxReplicas: 121}}                       | pools.large.maxReplicas is 121 | 120
            kafka: {partitions: {inference-work: 6}}                              | kafka.partitions.inference-work is 6 | 12
            kafka: {partitions: {analyses: 2}}                                    | kafka.partitions.analyses is 2 | order
            kafka: {partitions: {works: 12}}                                      | kafka.partitions names works | graph-work
            hub: {enabled: true, fetch: [a/b]}                                    | hub.fetch | hub.cacheClaim
            hub: {fetch: [tiny-neox]}                                             | fetch | pattern
            autoscaling: {prometheus: prometheus}                                 | prometheus | pattern
            models: {claim: a, image: b}                                          | models names a claim, a | one of
            http: {publicUrl: plateau.example.org}                                | publicUrl | pattern
            events: {keysSecret: ''}                                              | keysSecret | pattern
            image: {pullPolicy: Sometimes}                                        | pullPolicy | IfNotPresent
            networkPolicy: true                                                   | networkPolicy | additional
            """)
    void refused(String values, String where, String what) throws IOException {
        Path file = Files.writeString(directory.resolve("values.yaml"), values);
        String message = assertThrows(RuntimeException.class, () -> Chart.template(file)).getMessage();
        assertTrue(message.contains(where), message);
        assertTrue(message.toLowerCase(java.util.Locale.ROOT).contains(what.toLowerCase(java.util.Locale.ROOT)),
                message);
    }

    @Test
    void everyValueIsUsed() throws IOException {
        StringBuilder templates = new StringBuilder();
        try (Stream<Path> files = Files.list(Chart.DIRECTORY.resolve("templates"))) {
            for (Path file : files.toList()) {
                templates.append(Files.readString(file));
            }
        }
        Set<String> unused = new TreeSet<>();
        collect(Chart.file("values.yaml"), "", unused);
        unused.removeIf(path -> {
            String name = path.substring(path.lastIndexOf('.') + 1);
            return Pattern.compile("[.$\"]" + Pattern.quote(name) + "\\b").matcher(templates).find();
        });
        assertEquals(Set.of(), unused);
    }

    /** Paths of all values; maps of the user's own and lists are one value each. */
    private static void collect(JsonNode values, String path, Set<String> paths) {
        Chart.fields(values).forEach((name, value) -> {
            if (value.isObject() && !value.isEmpty() && !Set.of("lagPerReplica", "requests", "limits").contains(name)) {
                collect(value, path + name + ".", paths);
            } else {
                paths.add(path + name);
            }
        });
    }

    @Test
    void withoutAnyValueEverythingIsOfTheOperators() throws IOException {
        Path none = Files.writeString(directory.resolve("none.yaml"), "");
        assertEquals(Chart.render("operators").stream().map(object -> Chart.kind(object) + Chart.name(object)).toList(),
                Chart.parse(Chart.template(none)).stream().map(object -> Chart.kind(object) + Chart.name(object))
                        .toList());
    }

    @Test
    void theChartIsOfTheServicesVersion() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>")
                .matcher(Files.readString(Chart.DIRECTORY.resolve("pom.xml")));
        assertTrue(version.find());
        assertEquals(version.group(1), Chart.file("Chart.yaml").path("appVersion").asText());
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void notesNameTheSecretsThatPodsWaitFor(String variant) {
        String notes = new Helm(Chart.DIRECTORY).install().clientOnly().dryRun().withName(Chart.RELEASE)
                .withNamespace(Chart.NAMESPACE).withValuesFile(Chart.DIRECTORY.resolve("ci/" + variant + ".yaml"))
                .call()
                .getOutput();
        Set<String> needed = new TreeSet<>();
        for (JsonNode deployment : Chart.ofKind(variant, "Deployment")) {
            Environment.of(deployment.at("/spec/template/spec/containers/0")).values().stream()
                    .filter(value -> value.matches("[a-z-]+/(keys|password)")).map(value -> value.replaceAll("/.*", ""))
                    .forEach(needed::add);
        }
        assertEquals(5, needed.size());
        needed.forEach(secret -> assertTrue(notes.contains("\n  " + secret + "\n"), notes));
    }
}
