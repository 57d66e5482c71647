package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
