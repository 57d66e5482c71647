package io.plateau.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.plateau.contracts.EventKeys;
import io.plateau.local.command.RunException;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.moment.Break;
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
 * The whole system, with everything that a fault may touch. Each part is a process of its own; a service's process that ends
 * is started again after a second, as Kubernetes would, and nothing else is repaired by hand.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Installation installation;
    private final DataDirectory data;
    private final Moments moments;
    private final Path agent;
    /** Null where every guarantee is kept. */
    private final Break broken;
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
    private final Experiments experiments;
    private final Groups groups;
    private ServiceSettings settings;
    private HealthWatch health;
    private int replicasMade;
    private volatile boolean closing;

    /**
     * @param environment of the services, beyond their settings
     * @param kinds that will strike: some need something prepared
     * @param broken guarantee that the services do not keep; null for none
     */
    Cluster(Installation installation, DataDirectory data, Map<String, String> environment, Collection<FaultKind> kinds,
            Break broken) throws IOException {
        this.installation = installation;
        this.data = data;
        this.environment = environment;
        this.moments = new Moments(Files.createDirectories(data.path().resolve("moments")));
        this.agent = MomentAgent.write(moments.directory());
        this.broken = broken;
        this.clocks = new Clocks(data.path().resolve("clocks"));
        this.kafkaDisk = kinds.contains(FaultKind.DISK) ? SmallDisk.mount(data.kafka()) : null;
        this.postgresDisk = kinds.contains(FaultKind.DISK) ? SmallDisk.mount(data.postgres()) : null;
        this.broker = new BrokerProcess(data, () -> clocks.jvmOptions(ClockFault.BROKER));
        this.database = new DatabaseServer(data.postgres());
        this.experiments = new Experiments(this);
        this.groups = new Groups(broker.bootstrapServers());
    }

    /** Returns when every service is ready. */
    void start() throws IOException, SQLException {
        broker.start();
        database.start();
        settings = new ServiceSettings(broker.bootstrapServers(), database.current(),
                EventKeyFile.in(data.path()), List.of(installation.models()), List.of(installation.corpora()),
                Replicas.of(Map.of()));
        for (Service service : Service.values()) {
            add(service);
        }
        Thread supervisor = new Thread(this::supervise, "supervisor");
        supervisor.setDaemon(true);
        supervisor.start();
        awaitReady();
        health = new HealthWatch(this);
    }

    /** One replica more of a service; returns at once. */
    public synchronized Replica add(Service service) {
        Map<String, String> all = new HashMap<>(settings.of(service));
        all.putAll(environment);
        long before = replicas.stream().filter(r -> r.service() == service).count();
        String name = service.module() + (before == 0 ? "" : "-extra-" + ++replicasMade);
        // So that the database can say which replica a session is of.
        all.computeIfPresent("QUARKUS_DATASOURCE_JDBC_URL", (key, url) -> url + "?ApplicationName=" + name);
        Replica replica = new Replica(service, name, installation.serviceJar(service),
                () -> Stream.of(installation.classArchives(false).options(service), data.serviceOptions(installation),
                        List.of(MomentAgent.jvmOption(agent, service.label(), broken, moments.directory())),
                        clocks.jvmOptions(service.label())).flatMap(List::stream).toList(),
                ServiceProcess.Ports.free(), all, data.log(name));
        data.leftovers().add(replica.start());
        replicas.add(replica);
        return replica;
    }

    /**
     * Takes a replica away for good, as a scaler does: asked first, made after a while.
     *
     * @throws ViolationException when one that was ready does not end as it should
     */
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

    public List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /** Also those that were taken away. */
    List<Replica> replicasEver() {
        return Stream.concat(replicas.stream(), removed.stream()).toList();
    }

    /** The replica of a service that is always there. */
    public Replica replica(Service service) {
        return replicas.stream().filter(r -> r.service() == service).findFirst().orElseThrow();
    }

    /** The replica that stands at a moment. */
    Replica replicaOf(Moments.Standing standing) {
        return replicas.stream().filter(r -> r.handle().pid() == standing.process()).findFirst()
                .orElseThrow(() -> new RunException("process " + standing.process() + " is no replica"));
    }

    public BrokerProcess broker() {
        return broker;
    }

    public DatabaseServer database() {
        return database;
    }

    public Moments moments() {
        return moments;
    }

    public Experiments experiments() {
        return experiments;
    }

    HealthWatch health() {
        return health;
    }

    /** Keys with which services sign events. */
    EventKeys eventKeys() {
        return EventKeys.parse(EventKeyFile.in(data.path()));
    }

    Groups groups() {
        return groups;
    }

    Clocks clocks() {
        return clocks;
    }

    SmallDisk kafkaDisk() {
        return kafkaDisk;
    }

    SmallDisk postgresDisk() {
        return postgresDisk;
    }

    /** Of the run: logs and what faults need. */
    public DataDirectory data() {
        return data;
    }

    public boolean isReady() {
        return replicas.stream().allMatch(replica -> replica.isReady(probe));
    }

    /** Which services say that they are ready. */
    public List<String> readyServices() {
        return Arrays.stream(Service.values()).map(this::replica).filter(replica -> replica.isReady(probe))
                .map(Replica::name).toList();
    }

    void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) {
                throw new RunException("the services were not ready within " + READY_WITHIN.toSeconds()
                        + " s; their logs are in " + data.log("x").getParent());
            }
            pause(LOOK);
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
            pause(LOOK);
        }
    }

    /** A process that the harness has made larger itself is not looked at. */
    void sampleMemory(Replica replica) {
        if (!clocks.isIn(replica.handle())) {
            replica.sampleMemory();
        }
    }

    @Override
    public void close() {
        closing = true;
        if (health != null) {
            health.close();
        }
        pause(LOOK.multipliedBy(2));
        Ending.of(replicas.stream().map(Replica::handle).toList(), GRACE);
        data.leftovers().end();
        LocalDatabase.endAbandoned(data.postgres());
        Stream.of(kafkaDisk, postgresDisk).filter(Objects::nonNull).forEach(SmallDisk::close);
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }

    static void join(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }
}
