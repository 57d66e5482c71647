package io.plateau.local.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;

import org.jboss.logmanager.Level;

import io.plateau.local.broker.BrokerExits;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.command.Pause;
import io.plateau.local.command.Reason;
import io.plateau.local.command.RunException;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.port.FreePorts;
import io.plateau.local.service.ClassArchives;
import io.plateau.local.service.DataDirectory;
import io.plateau.local.service.Ending;
import io.plateau.local.service.EventKeyFile;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Leftovers;
import io.plateau.local.service.Probe;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;
import io.plateau.local.service.ServiceSettings;

/**
 * Broker, database and the services, each with its replicas. May be closed from another thread at any moment: closing waits for
 * the step of the start that is under way, and no further step begins.
 */
final class LocalSystem implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LocalSystem.class.getName());
    /** Some ten seconds on an idle machine; a busy one is given time, a service that failed has ended by itself. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);
    /** A service that records its classes writes them when it ends. */
    private static final Duration RECORDING_GRACE = Duration.ofMinutes(2);

    private final DataDirectory data;
    private final ClassArchives archives;
    private final ReentrantLock step = new ReentrantLock();
    private final List<ServiceProcess> services = new ArrayList<>();
    private volatile boolean closing;
    private boolean closed;
    private final AtomicReference<String> brokerEnded = new AtomicReference<>();
    private final DiskReserve disk;
    private final Installation installation;
    private LocalBroker broker;
    private LocalDatabase database;

    /** @throws RunException when there is too little room for the data */
    LocalSystem(DataDirectory data, Installation installation, boolean recordClasses) {
        this.data = data;
        this.archives = installation.classArchives(recordClasses);
        this.installation = installation;
        this.disk = DiskReserve.take(data.path());
    }

    /** Starts broker and database, at once: each waits more than it computes. */
    void startStores() {
        Durability durability = data.isThrowaway() ? Durability.THROWAWAY : Durability.KEPT;
        BrokerExits.tell(reason -> brokerEnded.compareAndSet(null, reason));
        step(() -> {
            CompletableFuture<Void> kafka = part("Kafka", () -> broker = LocalBroker.start(data.kafka()));
            CompletableFuture<Void> postgres = part("PostgreSQL",
                    () -> database = LocalDatabase.start(data.postgres(), durability));
            try {
                // Both have ended before a failure of either is reported: what has started can be stopped.
                CompletableFuture.allOf(kafka, postgres).join();
            } catch (CompletionException e) {
                disk.requireRoom();
                throw e.getCause() instanceof RunException reason ? reason : e;
            }
        });
    }

    /**
     * Starts the services and returns when each says that it can do its work.
     *
     * @param oneByOne each waits for the one before, so that its start time is its own
     */
    void startServices(RunPlan plan, boolean oneByOne) {
        Probe probe = new Probe();
        ServiceSettings settings = new ServiceSettings(broker.bootstrapServers(), database,
                EventKeyFile.in(data.path()), plan.modelRoots(), plan.corpusRoots(), plan.replicas());
        List<Integer> ports = FreePorts.pick(2 * plan.replicas().total());
        Leftovers leftovers = data.leftovers();
        for (Service service : Service.values()) {
            Path jar = installation.serviceJar(service);
            for (int replica = 1; replica <= plan.replicas().of(service); replica++) {
                String name = service.module() + (replica == 1 ? "" : "-" + replica);
                step(() -> {
                    ServiceProcess process = ServiceProcess.start(service, name, jar, options(service),
                            new ServiceProcess.Ports(ports.get(2 * services.size()),
                                    ports.get(2 * services.size() + 1)),
                            settings.of(service), data.log(name));
                    services.add(process);
                    leftovers.add(process.handle());
                });
                if (oneByOne) {
                    awaitReady(probe);
                }
            }
        }
        awaitReady(probe);
    }

    private void awaitReady(Probe probe) {
        List<ServiceProcess> waiting = new ArrayList<>(services.stream().filter(s -> s.startTime() == null).toList());
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!waiting.isEmpty()) {
            requireAlive();
            waiting.removeIf(service -> {
                boolean ready = probe.isReady(service.managementUrl());
                if (ready) {
                    service.ready();
                }
                return ready;
            });
            if (!waiting.isEmpty() && System.nanoTime() > deadline) {
                throw waiting.get(0).failure("was not ready within " + READY_WITHIN.toSeconds() + " s");
            }
            Pause.of(INTERVAL);
        }
    }

    private List<String> options(Service service) {
        List<String> options = new ArrayList<>(archives.options(service));
        options.addAll(data.serviceOptions(installation));
        return options;
    }

    /** @throws RunException when a part has ended by itself, or the disk is full */
    void requireAlive() {
        requireOpen();
        disk.requireRoom();
        if (brokerEnded.get() != null) {
            throw new RunException("Kafka ended: " + brokerEnded.get() + " (log: " + data.launcherLog() + ")");
        }
        if (database != null && LocalDatabase.serverOf(data.postgres()).isEmpty()) {
            requireOpen();
            throw new RunException("PostgreSQL ended: " + database.reason().orElse("it gave no reason"));
        }
        services.stream().filter(service -> !service.isAlive()).findFirst().ifPresent(service -> {
            requireOpen();
            throw service.ended();
        });
    }

    LocalBroker broker() {
        return broker;
    }

    LocalDatabase database() {
        return database;
    }

    List<ServiceProcess> services() {
        return services;
    }

    /** Of the service's first process. */
    String url(Service service) {
        return services.stream().filter(process -> process.service() == service).findFirst().orElseThrow().url();
    }

    /** Services first, then what they write to. */
    @Override
    public void close() {
        closing = true;
        step.lock();
        try {
            if (closed) {
                // The directory may by now be another launcher's.
                return;
            }
            closed = true;
            releaseDisk();
            Ending.of(services.stream().map(ServiceProcess::handle).toList(),
                    archives.recording() ? RECORDING_GRACE : GRACE);
            services.clear();
            data.leftovers().end();
            stop("PostgreSQL", database);
            stop("Kafka", broker);
            database = null;
            broker = null;
            // After an interrupted start the lock is free.
            LocalDatabase.endAbandoned(data.postgres());
        } finally {
            step.unlock();
        }
    }

    /** Bounded in time: a broker with a full disk may deadlock. Failures go to the log only. */
    private static void stop(String name, AutoCloseable part) {
        if (part == null) {
            return;
        }
        Thread stopping = new Thread(() -> {
            try {
                part.close();
            } catch (Exception | Error e) {
                LOG.log(Level.WARN, name + " did not stop cleanly", e);
            }
        }, "stop-" + name);
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseDisk() {
        try {
            disk.release();
        } catch (IOException e) {
            LOG.log(Level.WARN, "the reserved disk space could not be freed", e);
        }
    }

    private void step(Runnable work) {
        step.lock();
        try {
            requireOpen();
            work.run();
        } finally {
            step.unlock();
        }
    }

    private void requireOpen() {
        if (closing) {
            throw new RunException("the run was stopped");
        }
    }

    private static CompletableFuture<Void> part(String name, Callable<?> start) {
        return CompletableFuture.runAsync(() -> {
            try {
                start.call();
            } catch (Exception | Error e) {
                throw new RunException(name + " did not start: " + Reason.of(e), e);
            }
        }, task -> new Thread(task, "start-" + name).start());
    }
}
