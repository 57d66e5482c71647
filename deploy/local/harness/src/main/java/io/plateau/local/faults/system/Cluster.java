package io.plateau.local.faults.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.plateau.contracts.EventKeys;
import io.plateau.local.command.RunException;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.moment.MomentAgent;
import io.plateau.local.service.DataDirectory;
import io.plateau.local.service.Ending;
import io.plateau.local.service.EventKeyFile;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Probe;
import io.plateau.local.service.Replicas;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;
import io.plateau.local.service.ServiceSettings;

/**
 * The whole system; its broker and database can be struck by themselves. Each part is a process of its own; a service's process that ends
 * is started again after a second, as Kubernetes would, and nothing else is repaired by hand.
 */
public final class Cluster implements Processes, AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Installation installation;
    private final DataDirectory data;
    private final Path moments;
    private final Path agent;
    private final Clocks clocks;
    /** Null where no disk will be full. */
    private final SmallDisk kafkaDisk;
    /** Null where no disk will be full. */
    private final SmallDisk postgresDisk;
    private final BrokerProcess broker;
    private final DatabaseServer database;
    private final Map<String, String> environment;
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private final List<Replica> removed = new CopyOnWriteArrayList<>();
    private final Probe probe = new Probe();
    private ServiceSettings settings;
    private int replicasMade;
    private volatile boolean closing;

    /**
     * @param environment of the services, beyond their settings
     * @param smallDisks whether broker and database have disks that can be full
     * @param smallBlocks whether the experiments have more blocks than they need
     */
    public Cluster(Installation installation, DataDirectory data, Map<String, String> environment, boolean smallDisks,
            boolean smallBlocks) throws IOException {
        this.installation = installation;
        this.data = data;
        this.environment = environment;
        this.moments = Files.createDirectories(data.path().resolve("moments"));
        this.agent = MomentAgent.write(moments);
        if (smallBlocks) {
            Files.createFile(moments.resolve(MomentAgent.SMALL_BLOCKS));
        }
        this.clocks = new Clocks(data.path().resolve("clocks"));
        this.kafkaDisk = smallDisks ? SmallDisk.mount(data.kafka()) : null;
        this.postgresDisk = smallDisks ? SmallDisk.mount(data.postgres()) : null;
        this.broker = new BrokerProcess(data, () -> clocks.jvmOptions(Clocks.BROKER));
        this.database = new DatabaseServer(data.postgres());
    }

    /** Returns when every service is ready. */
    public void start() throws IOException, SQLException {
        broker.start();
        database.start();
        settings = new ServiceSettings(broker.bootstrapServers(), database.current(),
                EventKeyFile.in(data.path()), List.of(installation.models(), installation.testModels()),
                List.of(installation.corpora()),
                Replicas.of(Map.of()));
        for (Service service : Service.values()) {
            add(service);
        }
        Thread supervisor = new Thread(this::supervise, "supervisor");
        supervisor.setDaemon(true);
        supervisor.start();
        awaitReady();
    }

    @Override
    public synchronized Replica add(Service service) {
        Map<String, String> all = new HashMap<>(settings.of(service));
        all.putAll(environment);
        long before = replicas.stream().filter(r -> r.service() == service).count();
        String name = service.module() + (before == 0 ? "" : "-extra-" + ++replicasMade);
        // So that the database can say which replica a session is of.
        all.computeIfPresent("QUARKUS_DATASOURCE_JDBC_URL", (key, url) -> url + "?ApplicationName=" + name);
        Replica replica = new Replica(service, name, installation.serviceJar(service),
                // Without the archive of its classes: with an agent that transforms them, a JVM of version 17 crashes at an archived
                // class of a multi-release jar.
                () -> Stream.of(data.serviceOptions(installation),
                        List.of(MomentAgent.jvmOption(agent, service.label(), moments)),
                        clocks.jvmOptions(service.label())).flatMap(List::stream).toList(),
                ServiceProcess.Ports.free(), all, data.log(name));
        data.leftovers().add(replica.start());
        replicas.add(replica);
        return replica;
    }

    @Override
    public void remove(Replica replica) throws ViolationException {
        boolean ready = replica.isReady(probe);
        sampleMemory(replica);
        replicas.remove(replica);
        removed.add(replica);
        Ending.of(List.of(replica.handle()), GRACE);
        if (ready && replica.exitStatus() != 0) {
            throw new ViolationException(replica.name() + " was told to stop and ended with status "
                    + replica.exitStatus() + " within " + GRACE.toSeconds() + " s, not 0");
        }
    }

    @Override
    public List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    @Override
    public Replica replica(Service service) {
        return replicas.stream().filter(r -> r.service() == service).findFirst().orElseThrow();
    }

    @Override
    public Replica replica(long process) {
        return replicas.stream().filter(r -> r.handle().pid() == process).findFirst()
                .orElseThrow(() -> new RunException("process " + process + " is no replica"));
    }

    public Broker broker() {
        return broker;
    }

    public Database database() {
        return database;
    }

    /** Where moments are requested. */
    public Path moments() {
        return moments;
    }

    /** Keys with which services sign events. */
    public EventKeys eventKeys() {
        return EventKeys.parse(EventKeyFile.in(data.path()));
    }

    public Clocks clocks() {
        return clocks;
    }

    public SmallDisk kafkaDisk() {
        return kafkaDisk;
    }

    public SmallDisk postgresDisk() {
        return postgresDisk;
    }

    /** Of the run: logs and what faults need. */
    public DataDirectory data() {
        return data;
    }

    @Override
    public boolean isReady() {
        return replicas.stream().allMatch(replica -> replica.isReady(probe));
    }

    @Override
    public List<String> readyServices() {
        return Arrays.stream(Service.values()).map(this::replica).filter(replica -> replica.isReady(probe))
                .map(Replica::name).toList();
    }

    @Override
    public void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) {
                throw new RunException("the services were not ready within " + READY_WITHIN.toSeconds()
                        + " s; their logs are in " + data.log("x").getParent());
            }
            Waiting.pause(LOOK);
        }
    }

    /** Plays Kubernetes. */
    private void supervise() {
        Map<Replica, Long> endedAt = new HashMap<>();
        while (!closing) {
            for (Replica replica : new ArrayList<>(replicas)) {
                if (replica.isAlive()) {
                    sampleMemory(replica);
                    endedAt.remove(replica);
                } else if (System.nanoTime() - endedAt.computeIfAbsent(replica, r -> System.nanoTime()) > RESTART_AFTER
                        .toNanos() && !closing) {
                    data.leftovers().add(replica.start());
                    endedAt.remove(replica);
                }
            }
            Waiting.pause(LOOK);
        }
    }

    /** A process that the harness has made larger itself is not looked at. */
    private void sampleMemory(Replica replica) {
        if (!clocks.isIn(replica.handle())) {
            replica.sampleMemory();
        }
    }

    @Override
    public Map<Service, Long> peakMebibytes() {
        replicas.forEach(this::sampleMemory);
        Map<Service, Long> peaks = new TreeMap<>();
        for (Service service : Service.values()) {
            peaks.put(service, Stream.concat(replicas.stream(), removed.stream())
                    .filter(replica -> replica.service() == service).mapToLong(Replica::peakMebibytes).max().orElse(0));
        }
        return peaks;
    }

    @Override
    public void close() {
        closing = true;
        Waiting.pause(LOOK.multipliedBy(2));
        Ending.of(replicas.stream().map(Replica::handle).toList(), GRACE);
        data.leftovers().end();
        LocalDatabase.endAbandoned(data.postgres());
        Stream.of(kafkaDisk, postgresDisk).filter(Objects::nonNull).forEach(SmallDisk::close);
    }
}
