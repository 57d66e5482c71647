package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What pods set is what services read, and credentials come from Secrets alone. */
class EnvironmentTest {
    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.PodsTest#pods")
    void everyVariableIsRead(PodsTest.Pod pod) throws IOException {
        Settings known = Settings.of(service(pod));
        Set<String> unknown = new TreeSet<>(Environment.of(pod.container()).keySet());
        unknown.removeIf(known::reads);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void aVariableThatNobodyReadsWouldBeSeen() throws IOException {
        Settings graph = Settings.of("graph");
        assertTrue(graph.reads("PLATEAU_GRAPH_LAYER_MEMORY_MIB"));
        assertTrue(graph.reads("PLATEAU_HTTP_PUBLIC_URL"));
        assertTrue(graph.reads("KAFKA_SSL_KEYSTORE_PASSWORD"));
        for (String none : List.of("PLATEAU_DEVICE", "PLATEAU_SHUTDOWN_PATIANCE", "KAFKA_SSL_KEYSTORE_PASWORD",
                "QUARKUS_DATASOURCE_PASWORD")) {
            assertFalse(graph.reads(none), none);
        }
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.PodsTest#pods")
    void everyServiceHasItsOwnCredentialsFromSecrets(PodsTest.Pod pod) {
        Map<String, String> environment = Environment.of(pod.container());
        String service = service(pod);
        boolean external = pod.variant().startsWith("external");
        String prefix = pod.variant().equals("scram") ? "second" : "plateau";
        String database = pod.variant().equals("external") ? "database-user" : prefix + "-database";
        String kafka = pod.variant().equals("external") ? "kafka-user" : prefix + "-kafka";
        assertEquals("plateau-events/keys", environment.get("PLATEAU_EVENTS_KEYS"));
        assertEquals(database + "-" + service + "/password", environment.get("QUARKUS_DATASOURCE_PASSWORD"));
        if (pod.variant().endsWith("scram")) {
            assertEquals(kafka + "-" + service + "/sasl.jaas.config", environment.get("KAFKA_SASL_JAAS_CONFIG"));
        } else {
            assertEquals(kafka + "-" + service + "/user.password", environment.get("KAFKA_SSL_KEYSTORE_PASSWORD"));
            assertEquals(kafka + "-" + service, volume(pod, "kafka-user").at("/secret/secretName").asText());
        }
        // Strimzi names a user's Secret after the user.
        if (!external) {
            Chart.only(pod.variant(), "KafkaUser", kafka + "-" + service);
            assertEquals(database + "-" + service, Chart.only(pod.variant(), "DatabaseRole", database + "-" + service)
                    .at("/spec/passwordSecret/name").asText());
        }
        for (JsonNode variable : pod.container().path("env")) {
            if (variable.path("name").asText().matches(".*(PASSWORD|KEYS|TOKEN|JAAS_CONFIG)")) {
                assertFalse(variable.has("value"), variable.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.Chart#variants")
    void noSecretIsRendered(String variant) {
        assertEquals(List.of(), Chart.ofKind(variant, "Secret"));
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.PodsTest#pods")
    void brokerAndDatabaseAreVerified(PodsTest.Pod pod) {
        Map<String, String> environment = Environment.of(pod.container());
        String url = environment.get("QUARKUS_DATASOURCE_JDBC_URL");
        assertTrue(url.endsWith("/plateau?sslmode=verify-full&sslrootcert=/etc/plateau/database/ca.crt"), url);
        assertEquals(pod.variant().endsWith("scram") ? "SASL_SSL" : "SSL", environment.get("KAFKA_SECURITY_PROTOCOL"));
        assertEquals("/etc/plateau/kafka/ca.crt", environment.get("KAFKA_SSL_TRUSTSTORE_LOCATION"));
        // An empty algorithm would not compare the host's name with the certificate.
        assertFalse(environment.containsKey("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM"));
        for (String ca : List.of("database-ca", "kafka-ca")) {
            assertEquals("ca.crt", volume(pod, ca).at("/secret/items/0/path").asText());
        }
        String address = switch (pod.variant()) {
            case "external" -> "jdbc:postgresql://database.example.org:5433/";
            case "scram" -> "jdbc:postgresql://second-database-rw.plateau.svc:5432/";
            default -> "jdbc:postgresql://plateau-database-rw.plateau.svc:5432/";
        };
        assertTrue(url.startsWith(address), url);
    }

    @ParameterizedTest
    @MethodSource("io.plateau.kubernetes.PodsTest#pods")
    void filesThatVariablesNameAreMounted(PodsTest.Pod pod) {
        List<String> mounts = Chart.list(pod.container().path("volumeMounts")).stream()
                .map(m -> m.path("mountPath").asText())
                .toList();
        Environment.of(pod.container()).forEach((name, value) -> {
            // Libraries of the image are not the chart's.
            if (value.startsWith("/") && !name.equals("PYTORCH_LIBRARY_PATH")) {
                assertTrue(mounts.stream().anyMatch(mount -> value.equals(mount) || value.startsWith(mount + "/")),
                        name + "=" + value);
            }
        });
    }

    @Test
    void oneImageHasTwoRoles() {
        assertEquals("front-door", role("plateau-front-door"));
        assertEquals("worker", role("plateau-inference-worker"));
    }

    @Test
    void aPoolIsADeploymentOfWorkersAndEveryInferencePodKnowsAll() {
        // PoolsTest of the inference service reads the same.
        String all = "large=gpt2-xl,meta-llama/**;tiny=tiny-*;default=**";
        Map<String, String> expected = new TreeMap<>(Map.of("plateau-front-door", "null",
                "plateau-inference-worker", "default", "plateau-inference-worker-large", "large",
                "plateau-inference-worker-tiny", "tiny"));
        Map<String, String> actual = new TreeMap<>();
        for (JsonNode deployment : Chart.ofKind("pools", "Deployment")) {
            Map<String, String> environment = Environment
                    .of(deployment.at("/spec/template/spec/containers/0"));
            if (PodsTest.isInference(Chart.component(deployment))) {
                assertEquals(all, environment.get("PLATEAU_POOLS"));
                assertEquals(expected.get(Chart.name(deployment)).equals("null") ? "front-door" : "worker",
                        environment.get("PLATEAU_ROLES"));
                actual.put(Chart.name(deployment), String.valueOf(environment.get("PLATEAU_POOL")));
            } else {
                assertFalse(environment.containsKey("PLATEAU_POOLS"));
            }
        }
        assertEquals(expected, actual);
    }

    private static String role(String deployment) {
        JsonNode container = Chart.only("operators", "Deployment", deployment).at("/spec/template/spec/containers/0");
        assertTrue(container.path("image").asText().contains("/inference-service:"));
        return Environment.of(container).get("PLATEAU_ROLES");
    }

    private static JsonNode volume(PodsTest.Pod pod, String name) {
        return Chart.list(pod.spec().path("volumes")).stream().filter(v -> v.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String service(PodsTest.Pod pod) {
        return PodsTest.isInference(pod.name()) ? "inference" : pod.name();
    }
}
