package io.plateau.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.local.port.FreePorts;

/**
 * A pod of the chart as a container of podman: its environment, security context, volumes and probes. It shares this machine's
 * network, and so has ports of its own; sizes of memory and processors are not held, since that needs cgroups.
 */
final class RehearsedPod {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Podman podman;
    private final String name;
    private final JsonNode spec;
    private final int http;
    private final int management;
    private final Duration untilReady;

    private RehearsedPod(Podman podman, String name, JsonNode spec, Map<String, Path> mounts,
            Map<String, String> secrets) throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.pick(2);
        this.podman = podman;
        this.name = name;
        this.spec = spec;
        this.http = ports.get(0);
        this.management = ports.get(1);
        long start = System.nanoTime();
        podman.run(command(mounts, secrets));
        awaitProbes();
        untilReady = Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Returns when it is ready.
     *
     * @param mounts folder by name of a volume that is a Secret or a claim
     * @param secrets value by secret/key
     */
    static RehearsedPod start(Podman podman, String name, JsonNode deployment, Map<String, Path> mounts,
            Map<String, String> secrets) throws IOException, InterruptedException {
        return new RehearsedPod(podman, name, deployment.at("/spec/template/spec"), mounts, secrets);
    }

    private List<String> command(Map<String, Path> mounts, Map<String, String> secrets) throws IOException {
        JsonNode container = spec.at("/containers/0");
        JsonNode context = spec.path("securityContext");
        List<String> command = new ArrayList<>(
                List.of("run", "--detach", "--replace", "--name", name, "--network", "host",
                        "--cgroups=disabled", "--user",
                        context.path("runAsUser").asText() + ":" + context.path("runAsGroup").asText()));
        JsonNode own = container.path("securityContext");
        if (own.path("readOnlyRootFilesystem").asBoolean()) {
            command.addAll(List.of("--read-only", "--read-only-tmpfs=false"));
        }
        Chart.list(own.at("/capabilities/drop")).forEach(drop -> command.add("--cap-drop=" + drop.asText()));
        if (!own.path("allowPrivilegeEscalation").asBoolean(true)) {
            command.add("--security-opt=no-new-privileges");
        }
        Environment.of(container)
                .forEach((variable, value) -> command.add("--env=" + variable + "=" + switch (variable) {
                    case "QUARKUS_HTTP_PORT" -> Integer.toString(http);
                    case "QUARKUS_MANAGEMENT_PORT" -> Integer.toString(management);
                    default -> secrets.getOrDefault(value, value);
                }));
        for (JsonNode mount : Chart.list(container.path("volumeMounts"))) {
            JsonNode volume = Chart.list(spec.path("volumes")).stream()
                    .filter(v -> v.path("name").equals(mount.path("name"))).findFirst().orElseThrow();
            String target = mount.path("mountPath").asText();
            if (volume.has("emptyDir")) {
                command.add("--tmpfs=" + target + ":rw,mode=1777,size="
                        + volume.at("/emptyDir/sizeLimit").asText().replace("i", "")
                                .toLowerCase(java.util.Locale.ROOT));
            } else {
                Path source = mounts.get(mount.path("name").asText());
                if (source == null || !Files.isDirectory(source)) {
                    throw new IOException("nothing is mounted for the volume " + mount.path("name").asText());
                }
                command.add("--volume=" + source + ":" + target + ":ro");
            }
        }
        command.add(container.path("image").asText());
        return command;
    }

    private void awaitProbes() throws IOException, InterruptedException {
        JsonNode startup = spec.at("/containers/0/startupProbe");
        long seconds = startup.path("periodSeconds").asLong() * startup.path("failureThreshold").asLong();
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (String probe : List.of("startupProbe", "readinessProbe")) {
            String path = spec.at("/containers/0/" + probe + "/httpGet/path").asText();
            while (!answers(path)) {
                if (System.nanoTime() > deadline || !isRunning()) {
                    throw new IOException(name + " does not pass its " + probe + " within " + seconds + " s: " + log());
                }
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isRunning() throws IOException, InterruptedException {
        return podman.run("inspect", "--format", "{{.State.Running}}", name).equals("true");
    }

    String name() {
        return name;
    }

    String url() {
        return "http://127.0.0.1:" + http;
    }

    Duration untilReady() {
        return untilReady;
    }

    String log() throws IOException, InterruptedException {
        return podman.run("logs", name);
    }

    /** As the kubelet does: SIGTERM, and SIGKILL after the grace period. */
    Stopped stop() throws IOException, InterruptedException {
        long start = System.nanoTime();
        podman.run("stop", "--time", spec.path("terminationGracePeriodSeconds").asText(), name);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int status = Integer.parseInt(podman.run("inspect", "--format", "{{.State.ExitCode}}", name));
        return new Stopped(status, took);
    }

    /** How it ended. */
    record Stopped(int status, Duration took) {
    }
}
