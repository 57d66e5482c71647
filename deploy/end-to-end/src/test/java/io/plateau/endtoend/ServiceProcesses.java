package io.plateau.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerTopics;
import io.plateau.contracts.broker.TopicSetup;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.export.Export;
import io.plateau.local.service.Ending;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.ExperimentView.StageView;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Probe;
import io.plateau.local.service.Replicas;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;
import io.plateau.local.service.ServiceSettings;

/** Services in processes of their own, each as a test wants it, with a broker and a database. */
final class ServiceProcesses implements AutoCloseable {
    private static final Installation HOME = new Installation(Path.of("../..").toAbsolutePath().normalize());
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Path directory;
    private LocalBroker broker;
    private LocalDatabase database;
    private final List<ServiceProcess> processes = new ArrayList<>();
    private final Probe probe = new Probe();
    private int startedAgain;

    private ServiceProcesses(Path directory, LocalBroker broker, LocalDatabase database) {
        this.directory = directory;
        this.broker = broker;
        this.database = database;
    }

    /** @param pools beside the default one, each of which gets its topic */
    static ServiceProcesses start(Path directory, String... pools) throws IOException, SQLException {
        Files.createDirectories(directory.resolve("models"));
        LocalBroker broker = LocalBroker.start(directory.resolve("kafka"));
        try (BrokerTopics topics = new BrokerTopics(BrokerAccess.of(broker.bootstrapServers()), PATIENCE,
                List.of(pools))) {
            new TopicSetup(topics, Optional.empty()).apply();
        }
        return new ServiceProcesses(directory, broker,
                LocalDatabase.start(directory.resolve("postgres"), Durability.THROWAWAY));
    }

    /** A process of each service, ready. */
    List<ServiceProcess> addAll(String suffix) {
        List<ServiceProcess> added = new ArrayList<>();
        for (Service service : Service.values()) {
            added.add(begin(service, service.label() + suffix, Map.of()));
        }
        for (ServiceProcess process : added) {
            awaitReady(process);
        }
        return added;
    }

    /** A process of the inference service that is ready. */
    ServiceProcess add(String name, Map<String, String> environment) {
        ServiceProcess process = begin(name, environment);
        awaitReady(process);
        return process;
    }

    /** A process of the inference service. */
    ServiceProcess begin(String name, Map<String, String> environment) {
        return begin(Service.INFERENCE, name, environment);
    }

    ServiceProcess begin(Service service, String name, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(new ServiceSettings(broker.bootstrapServers(), database,
                "k1:" + "5e".repeat(32), List.of(models(), HOME.models(), HOME.testModels()), List.of(HOME.corpora()),
                Replicas.of(Map.of()))
                .of(service));
        all.put("PLATEAU_THREADS", "1");
        all.putAll(environment);
        ServiceProcess process = ServiceProcess.start(service, name, HOME.serviceJar(service),
                HOME.classArchives(false).options(service),
                ServiceProcess.Ports.free(), all, directory.resolve(name + ".log"));
        processes.add(process);
        return process;
    }

    void awaitReady(ServiceProcess process) {
        await(process.name() + " is ready").until(() -> {
            if (!process.isAlive()) {
                throw process.ended();
            }
            return probe.isReady(process.managementUrl());
        });
    }

    /** The process of a service, where it has one. */
    ServiceProcess of(Service service) {
        return processes.stream().filter(process -> process.service() == service).findFirst().orElseThrow();
    }

    /** Another process of a service, ready, in place of one that was killed. */
    ServiceProcess addAgain(Service service) {
        ServiceProcess process = begin(service, service.label() + "-again-" + ++startedAgain,
                Map.of());
        awaitReady(process);
        return process;
    }

    /** A folder of models that a test may fill. */
    Path models() {
        return directory.resolve("models");
    }

    /** Of an experiment that must complete. */
    void awaitCompletion(String id) {
        await("the end of " + id).until(() -> experiment(of(Service.INFERENCE), id).isTerminal());
        ExperimentView view = experiment(of(Service.INFERENCE), id);
        if (!view.isCompleted()) {
            throw new AssertionError(id + " is " + view.status() + ": " + view.reason());
        }
    }

    /** The hash of each file of an experiment's export. */
    List<String> hashes(String id) throws IOException, SQLException {
        Path folder = directory.resolve("exports").resolve(id);
        try (Connection analyst = database.connect("analyst")) {
            Export.write(analyst, id, folder);
        }
        return Files.readAllLines(folder.resolve("SHA256SUMS"));
    }

    void stop(ServiceProcess process) {
        Ending.of(List.of(process.handle()), GRACE);
        processes.remove(process);
    }

    /** Without warning, like a power failure. */
    void kill(ServiceProcess process) {
        process.handle().destroyForcibly();
        processes.remove(process);
    }

    /** @return the experiment's identifier */
    String request(ServiceProcess frontDoor, String specification) throws IOException, InterruptedException {
        var response = post(frontDoor, specification);
        Matcher id = ID.matcher(response.body());
        if (response.statusCode() != 202 || !id.find()) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return id.group(1);
    }

    java.net.http.HttpResponse<String> post(ServiceProcess frontDoor, String specification)
            throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(frontDoor.url() + "/experiments"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(specification))
                .build(), BodyHandlers.ofString());
    }

    ExperimentView experiment(ServiceProcess frontDoor, String id) {
        return find(frontDoor, id).orElseThrow();
    }

    Optional<ExperimentView> find(ServiceProcess frontDoor, String id) {
        try {
            return new FrontDoor(frontDoor.url()).experiment(id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void awaitStage(ServiceProcess frontDoor, String id, String stage) {
        await(stage + " of " + id).until(() -> {
            ExperimentView view = experiment(frontDoor, id);
            if (view.isTerminal()) {
                throw new AssertionError(id + " is " + view.status() + ": " + view.reason());
            }
            return view.stages().stream().filter(s -> s.stage().equals(stage)).anyMatch(StageView::isDone);
        });
    }

    /** Samples of a metric by the value of one label. */
    Map<String, Double> metric(ServiceProcess process, String name, String label) throws IOException {
        Map<String, Double> values = new TreeMap<>();
        Matcher sample = Pattern.compile("(?m)^" + name + "\\{[^}]*" + label + "=\"([^\"]*)\"[^}]*} (\\S+)$")
                .matcher(probe.get(process.managementUrl() + "/q/metrics").body());
        while (sample.find()) {
            values.merge(sample.group(1), Double.parseDouble(sample.group(2)), Double::sum);
        }
        return values;
    }

    String readiness(ServiceProcess process) throws IOException {
        return probe.get(process.managementUrl() + "/q/health/ready").body();
    }

    LocalDatabase database() {
        return database;
    }

    BrokerAccess broker() {
        return BrokerAccess.of(broker.bootstrapServers());
    }

    Path postgres() {
        return directory.resolve("postgres");
    }

    Path kafka() {
        return directory.resolve("kafka");
    }

    /** Broker and database, with all that they had. */
    void loseStores() throws IOException {
        database.close();
        broker.close();
        delete(directory.resolve("kafka"));
        // The passwords are in another place than what they are for.
        delete(postgres().resolve("data"));
    }

    /** A new broker, and a database on what is there. */
    void startStores() throws IOException, SQLException {
        broker = LocalBroker.start(directory.resolve("kafka"));
        database = LocalDatabase.start(postgres(), Durability.THROWAWAY);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path log(String name) {
        return directory.resolve(name + ".log");
    }

    static Path home() {
        return HOME.home();
    }

    /** As long as whole services may take. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
    }

    @Override
    public void close() {
        Ending.of(processes.stream().map(ServiceProcess::handle).toList(), GRACE);
        database.close();
        broker.close();
    }
}
