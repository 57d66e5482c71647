package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.local.broker.ClientListener;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.export.Export;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.testing.Authority;
import io.plateau.local.testing.DatabaseTls;

/** The chart's pods in containers against a broker and a database over TLS; started by the script rehearse, which builds the images. */
class RehearsalIT {
    private static final Path DIRECTORY = Path.of(System.getProperty("rehearse.directory", "target/rehearsal"))
            .toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final List<String> SERVICES = List.of("inference", "influence", "graph", "routing");

    private static final Podman PODMAN = new Podman(System.getProperty("rehearse.podman", "podman"));
    private static final Map<String, String> SECRETS = new HashMap<>();
    private static final Map<String, JsonNode> DEPLOYMENTS = new LinkedHashMap<>();
    private static final List<RehearsedPod> RUNNING = new CopyOnWriteArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static LocalBroker broker;
    private static LocalDatabase database;
    private static final AtomicInteger STARTED = new AtomicInteger();

    @BeforeAll
    static void storesOverTls() throws Exception {
        Files.createDirectories(DIRECTORY);
        Certificates certificates = Certificates.in(Files.createTempDirectory(DIRECTORY, "certificates-"));
        Path own = certificates.issue("broker");
        Path ca = Files.createDirectories(DIRECTORY.resolve("ca"));
        Files.copy(certificates.authority(), ca.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
        for (String service : SERVICES) {
            Path folder = Files.createDirectories(DIRECTORY.resolve("kafka-user-" + service));
            Files.copy(certificates.issue("kafka-user-" + service), folder.resolve("user.p12"),
                    StandardCopyOption.REPLACE_EXISTING);
            SECRETS.put("kafka-user-" + service + "/user.password", Certificates.PASSWORD);
        }
        Map<String, String> tls = Map.of("ssl.keystore.type", "PKCS12", "ssl.keystore.location", own.toString(),
                "ssl.keystore.password", Certificates.PASSWORD, "ssl.truststore.type", "PEM", "ssl.truststore.location",
                ca.resolve("ca.crt").toString(), "ssl.client.auth", "required");
        Map<String, String> client = new HashMap<>(tls);
        client.put("security.protocol", "SSL");
        Path stores = Files.createTempDirectory(DIRECTORY, "stores-");
        broker = LocalBroker.start(stores.resolve("kafka"), new ClientListener("SSL", tls, client));
        database = LocalDatabase.start(stores.resolve("postgres"), Durability.THROWAWAY);
        requireTls(stores.resolve("postgres"), stores.resolve("database-keys"));
        for (String service : SERVICES) {
            SECRETS.put("database-user-" + service + "/password", database.password(service));
        }
        SECRETS.put("plateau-events/keys", "k1:" + "5e".repeat(32));
        render();
    }

    @AfterAll
    static void stop() throws Exception {
        for (RehearsedPod pod : RUNNING) {
            pod.stop();
        }
        database.close();
        broker.close();
    }

    /** The chart for stores that exist, without GPUs. */
    private static void render() throws IOException {
        Path values = Files.writeString(DIRECTORY.resolve("values.yaml"), """
                image: {registry: localhost}
                autoscaling: {frontDoor: false, keda: false}
                kafka:
                  strimzi: {enabled: false}
                  external: {bootstrapServers: "%s", caSecret: kafka-ca, userSecretPrefix: kafka-user}
                database:
                  secretPrefix: database-user
                  cloudnativepg: {enabled: false}
                  external: {host: 127.0.0.1, port: %d, caSecret: database-ca}
                models: {claim: models}
                corpora: {claim: corpora}
                deployments:
                  inference-worker: {gpu: {enabled: false}}
                """.formatted(broker.bootstrapServers(), database.port()));
        for (JsonNode object : Chart.parse(Chart.template(values))) {
            if (Chart.kind(object).equals("Deployment")) {
                DEPLOYMENTS.put(Chart.component(object), object);
            }
        }
        assertEquals(5, DEPLOYMENTS.size());
    }

    /** The services' roles have no other way in. */
    private static void requireTls(Path directory, Path keys) throws Exception {
        Files.writeString(directory.resolve("data/pg_hba.conf"), """
                hostssl all inference,influence,graph,routing 127.0.0.1/32 scram-sha-256
                host all postgres,analyst 127.0.0.1/32 scram-sha-256
                """);
        Authority authority = Authority.in(keys);
        Authority.Issued issued = authority.issue("database", "ip:127.0.0.1", false);
        DatabaseTls.offer(database, directory, issued.key(), issued.certificate());
        Files.copy(authority.certificate(),
                Files.createDirectories(DIRECTORY.resolve("database-ca")).resolve("ca.crt"));
    }

    @Test
    void whateverHappensToPodsAnExperimentEndsWithTheSameBits() throws Exception {
        String plain = Files.readString(Path.of(System.getProperty("rehearse.plain")).resolve("SHA256SUMS"));
        startAll(List.copyOf(DEPLOYMENTS.keySet()));

        // Undisturbed
        String first = request();
        await(first);
        assertEquals(plain, export(first), "baseline run");

        // A worker is stopped in mid-block, then scaled 1 -> 3 -> 1 -> 0 -> 1
        String second = request();
        awaitWork(second);
        stop(pod("inference-worker"));
        startAll(List.of("inference-worker", "inference-worker", "inference-worker"));
        stop(pod("inference-worker"));
        stop(pod("inference-worker"));
        stop(pod("inference-worker"));
        start("inference-worker");
        await(second);
        assertEquals(plain, export(second), "workers stopped and scaled");

        // Every deployment is rolled while an experiment runs
        String third = request();
        awaitWork(third);
        for (String deployment : List.of("front-door", "influence", "graph", "routing")) {
            RehearsedPod old = pod(deployment);
            start(deployment);
            stop(old);
        }
        stop(pod("inference-worker"));
        start("inference-worker");
        await(third);
        assertEquals(plain, export(third), "rolled");

        // Whatever was logged is JSON, up to the first line of which the virtual machine is the author
        ObjectMapper json = new ObjectMapper();
        for (RehearsedPod pod : RUNNING) {
            for (String line : pod.log().lines().filter(l -> !l.startsWith("Picked up ")).toList()) {
                assertTrue(json.readTree(line).has("message"), pod.name() + ": " + line);
            }
        }
    }

    /** At once, as a cluster starts them. */
    private static void startAll(List<String> deployments) throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(deployments.size());
        try {
            for (Future<RehearsedPod> pod : starters.invokeAll(
                    deployments.stream().map(name -> (Callable<RehearsedPod>) () -> start(name)).toList())) {
                pod.get();
            }
        } finally {
            starters.shutdown();
        }
    }

    private static RehearsedPod start(String deployment) throws IOException, InterruptedException {
        String service = deployment.startsWith("inference") || deployment.equals("front-door")
                ? "inference"
                : deployment;
        Path models = Chart.REPOSITORY.resolve("deploy/models");
        RehearsedPod pod = RehearsedPod.start(PODMAN, "rehearsed-" + deployment + "-" + STARTED.incrementAndGet(),
                DEPLOYMENTS.get(deployment),
                Map.of("kafka-ca", DIRECTORY.resolve("ca"), "database-ca", DIRECTORY.resolve("database-ca"),
                        "kafka-user",
                        DIRECTORY.resolve("kafka-user-" + service), "models", models, "corpora",
                        models.resolve("corpora")),
                SECRETS);
        RUNNING.add(pod);
        say("%s is ready after %.1f s", pod.name(), pod.untilReady().toMillis() / 1e3);
        return pod;
    }

    private static RehearsedPod pod(String deployment) {
        return RUNNING.stream().filter(pod -> pod.name().startsWith("rehearsed-" + deployment + "-")).findFirst()
                .orElseThrow();
    }

    /** Ends it as the kubelet would, and in order. */
    private static void stop(RehearsedPod pod) throws IOException, InterruptedException {
        RUNNING.remove(pod);
        RehearsedPod.Stopped stopped = pod.stop();
        say("%s ended with status %d after %.1f s", pod.name(), stopped.status(), stopped.took().toMillis() / 1e3);
        assertEquals(0, stopped.status(), () -> pod.name() + " did not end in order");
    }

    private static String request() throws IOException, InterruptedException {
        String specification = Files.readString(Path.of(System.getProperty("rehearse.experiment")));
        HttpRequest request = HttpRequest.newBuilder(URI.create(pod("front-door").url() + "/experiments"))
                // Asked again, it is still one experiment.
                .header("Content-Type", "application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(specification)).build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        for (int i = 0; i < 30 && response.statusCode() == 503; i++) {
            Thread.sleep(1_000);
            response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        }
        assertEquals(202, response.statusCode(), response.body());
        return new ObjectMapper().readTree(response.body()).get("id").textValue();
    }

    /** Until a worker is computing. */
    private static void awaitWork(String experiment) throws IOException, InterruptedException {
        await(experiment, view -> view.stages().stream()
                .anyMatch(stage -> !stage.stage().equals("plan") && stage.done() > 0));
    }

    private static void await(String experiment) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ExperimentView view = await(experiment, ExperimentView::isTerminal);
        assertTrue(view.isCompleted(), () -> view.status() + ": " + view.reason());
        say("experiment completed after %.1f s", (System.nanoTime() - start) / 1e9);
    }

    private static ExperimentView await(String experiment, Predicate<ExperimentView> wanted)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var view = new FrontDoor(pod("front-door").url()).experiment(experiment);
            if (view.isPresent() && wanted.test(view.get())) {
                return view.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("experiment " + experiment + " did not get on within " + PATIENCE);
    }

    private static String export(String experiment) throws Exception {
        Path folder = DIRECTORY.resolve("export-" + experiment);
        try (Connection connection = database.reader()) {
            Export.write(connection, experiment, folder);
        }
        return Files.readString(folder.resolve("SHA256SUMS"));
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, "rehearsal: " + format + "%n", values);
    }
}
