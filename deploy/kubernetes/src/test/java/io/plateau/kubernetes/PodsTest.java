package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What holds for every pod: Kubernetes's restricted standard, sizes of writable places, probes, an orderly end. */
class PodsTest {
    record Pod(String variant, String name, JsonNode spec) {
        @Override
        public String toString() {
            return variant + ": " + name;
        }

        JsonNode container() {
            return spec.at("/containers/0");
        }
    }

    /** Whether pods of a deployment run the inference service. */
    static boolean isInference(String deployment) {
        return deployment.equals("front-door") || deployment.startsWith("inference-worker");
    }

    static Stream<Pod> pods() {
        return Chart.variants().flatMap(variant -> Chart.ofKind(variant, "Deployment").stream()
                .map(d -> new Pod(variant, Chart.component(d), d.at("/spec/template/spec"))));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void restricted(Pod pod) {
        JsonNode context = pod.spec().path("securityContext");
        assertTrue(context.path("runAsNonRoot").asBoolean());
        assertTrue(context.path("runAsUser").asInt() > 0);
        assertEquals("RuntimeDefault", context.at("/seccompProfile/type").asText());
        assertFalse(pod.spec().path("automountServiceAccountToken").asBoolean(true));
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            assertFalse(pod.spec().has(shared), shared);
        }
        assertEquals(1, pod.spec().path("containers").size());
        assertFalse(pod.spec().has("initContainers"));
        JsonNode own = pod.container().path("securityContext");
        assertTrue(own.path("readOnlyRootFilesystem").asBoolean());
        assertFalse(own.path("allowPrivilegeEscalation").asBoolean(true));
        assertEquals("[\"ALL\"]", own.at("/capabilities/drop").toString());
        assertFalse(own.at("/capabilities").has("add"));
        assertFalse(own.has("privileged"));
        Chart.list(pod.container().path("ports")).forEach(port -> assertFalse(port.has("hostPort")));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void anAccountOfItsOwnWithoutAToken(Pod pod) {
        JsonNode account = Chart.only(pod.variant(), "ServiceAccount", pod.spec().path("serviceAccountName").asText());
        assertEquals(pod.name(), Chart.component(account));
        assertFalse(account.path("automountServiceAccountToken").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void writablePlacesHaveSizesAndEverythingElseIsReadOnly(Pod pod) {
        Map<String, JsonNode> volumes = Chart.list(pod.spec().path("volumes")).stream()
                .collect(Collectors.toMap(v -> v.path("name").asText(), v -> v));
        Set<String> mounted = Chart.list(pod.container().path("volumeMounts")).stream()
                .map(m -> m.path("name").asText()).collect(Collectors.toSet());
        assertEquals(volumes.keySet(), mounted);
        volumes.forEach((name, volume) -> {
            assertFalse(volume.has("hostPath"), name);
            if (volume.has("emptyDir")) {
                assertTrue(volume.at("/emptyDir/sizeLimit").asText().matches("[1-9][0-9]*[MG]i"), name);
            }
        });
        for (JsonNode mount : Chart.list(pod.container().path("volumeMounts"))) {
            boolean writable = Set.of("/tmp", "/cache", "/hub").contains(mount.path("mountPath").asText());
            assertEquals(!writable, mount.path("readOnly").asBoolean(), mount.toString());
        }
        assertTrue(mounted.contains("tmp"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void probesAreThoseOfTheManagementPort(Pod pod) {
        Map<String, Integer> ports = Chart.list(pod.container().path("ports")).stream()
                .collect(Collectors.toMap(p -> p.path("name").asText(), p -> p.path("containerPort").asInt()));
        assertEquals(pod.name().equals("front-door")
                ? Map.of("http", 8080, "management", 9000)
                : Map.of("management", 9000), ports);
        Map.of("startupProbe", "/q/health/live", "livenessProbe", "/q/health/live", "readinessProbe", "/q/health/ready")
                .forEach((probe, path) -> {
                    JsonNode get = pod.container().path(probe).path("httpGet");
                    assertEquals(path, get.path("path").asText(), probe);
                    assertEquals("management", get.path("port").asText(), probe);
                });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void theKubeletWaitsForLongerThanTheService(Pod pod) {
        int patience = Integer
                .parseInt(Environment.of(pod.container()).get("PLATEAU_SHUTDOWN_PATIENCE").replace("S", ""));
        // Leaving groups and closing connections take some seconds after the patience.
        assertTrue(pod.spec().path("terminationGracePeriodSeconds").asInt() >= patience + 10);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void spreadAndBounded(Pod pod) {
        assertEquals(List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"),
                Chart.list(pod.spec().path("topologySpreadConstraints")).stream()
                        .map(c -> c.path("topologyKey").asText()).toList());
        JsonNode resources = pod.container().path("resources");
        assertTrue(resources.at("/requests/cpu").isTextual());
        // What is requested is what may be used: no pod is evicted for another's memory.
        assertEquals(resources.at("/requests/memory"), resources.at("/limits/memory"));
        long heap = megabytes(
                Environment.of(pod.container()).get("JAVA_TOOL_OPTIONS").replaceAll(".*-Xmx(\\w+).*", "$1i"));
        assertTrue(2 * heap <= megabytes(resources.at("/limits/memory").asText()), "a heap of " + heap + " MiB");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aGpuIsTheWorkersAlone(Pod pod) {
        Set<String> limits = Chart.fields(pod.container().at("/resources/limits")).keySet();
        String resource = switch (pod.variant()) {
            case "cpu", "smallest" -> null;
            case "mig" -> "nvidia.com/mig-1g.10gb";
            case "pools" -> switch (pod.name()) {
                case "inference-worker-tiny" -> null;
                default -> "nvidia.com/mig-1g.10gb";
            };
            default -> "nvidia.com/gpu";
        };
        boolean expected = pod.name().startsWith("inference-worker") && resource != null;
        assertEquals(expected ? Set.of("memory", resource) : Set.of("memory"), limits);
        String device = Environment.of(pod.container()).get("PLATEAU_DEVICE");
        if (isInference(pod.name())) {
            assertEquals(expected ? "cuda:0" : "cpu", device);
        }
    }

    /** What fetches models is held to what holds for every pod, and knows no credentials but the hub's. */
    @Test
    void modelsAreFetchedByARestrictedJob() {
        JsonNode job = Chart.ofKind("cpu", "Job").get(0);
        Pod pod = new Pod("cpu", "fetch", job.at("/spec/template/spec"));
        restricted(pod);
        assertEquals("EleutherAI/pythia-410m", pod.container().at("/args/0").asText());
        assertEquals("io.plateau.inference.hub.FetchMain", pod.container().at("/command/4").asText());
        assertEquals("hub-cache", pod.spec().at("/volumes/1/persistentVolumeClaim/claimName").asText());
        assertEquals(Map.of("HF_HUB_CACHE", "/hub", "HF_ENDPOINT", "https://hub.example.org", "HF_TOKEN",
                "hub-token/token"), Environment.of(pod.container()));
        assertEquals(1, Chart.ofKind("cpu", "Job").size());
        assertEquals(0, Chart.ofKind("operators", "Job").size());
    }

    @Test
    void placementIsTheValues() {
        JsonNode worker = Chart.only("mig", "Deployment", "plateau-inference-worker").at("/spec/template/spec");
        assertEquals("nvidia", worker.path("runtimeClassName").asText());
        assertEquals("gpu-work", worker.path("priorityClassName").asText());
        assertEquals("all-1g.10gb", worker.path("nodeSelector").path("nvidia.com/mig.config").asText());
        assertEquals("nvidia.com/gpu", worker.at("/tolerations/0/key").asText());
        assertEquals("registry", Chart.only("operators", "Deployment", "plateau-graph")
                .at("/spec/template/spec/imagePullSecrets/0/name").asText());
        assertEquals("ssd",
                Chart.only("external", "Deployment", "plateau-graph").at("/spec/template/spec/affinity/nodeAffinity/"
                        + "requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/values/0")
                        .asText());
    }

    @Test
    void anImageIsTheDeploymentsOrElseTheChartsVersion() {
        assertEquals("registry.example.org/plateau/influence-service:0.1.0", image("external", "influence"));
        assertEquals("registry.example.org/plateau/routing-service:0.1.1", image("external", "routing"));
        assertEquals("registry.example.org/plateau/graph-service@sha256:" + "0123456789abcdef".repeat(4),
                image("external", "graph"));
        assertEquals("graph-service:0.1.0", image("mig", "graph"));
    }

    private static String image(String variant, String deployment) {
        return Chart.only(variant, "Deployment", "plateau-" + deployment).at("/spec/template/spec/containers/0/image")
                .asText();
    }

    private static long megabytes(String quantity) {
        long number = Long.parseLong(quantity.replaceAll("\\D", ""));
        return quantity.toLowerCase(java.util.Locale.ROOT).endsWith("gi") ? 1024 * number : number;
    }
}
