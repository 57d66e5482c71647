package io.plateau.inference.experiment;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.inference.config.Roles;
import io.plateau.inference.store.TurnRepository;
import io.plateau.inference.turn.TurnOrder;
import io.plateau.inference.turn.TurnOrder.Waiting;
import io.plateau.inference.work.WorkItems;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Publishes the planning of experiments when their turn comes, so that early ones end early: an experiment that waits is a row
 * in the database, and no work. Any replica may decide, at any time and again; after a crash the next decision resumes.
 */
@ApplicationScoped
public class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class);

    private final TurnRepository table;
    private final Consumer<String> planning;
    private final int perReplica;
    private final Duration every;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "turns");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Turns(TurnRepository table, WorkItems work, @ConfigProperty(name = "plateau.turns.per-replica") int perReplica,
            @ConfigProperty(name = "plateau.turns.every") Duration every) {
        this(table, work::plan, perReplica, every);
    }

    /** @param planning publishes the planning of an experiment as work */
    Turns(TurnRepository table, Consumer<String> planning, int perReplica, Duration every) {
        if (perReplica < 1) {
            throw new IllegalArgumentException("plateau.turns.per-replica is " + perReplica
                    + "; at least 1 experiment must have its turn, or none would ever begin");
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "plateau.turns.every is " + every.toMillis() + " ms; it must be at least 1 s");
        }
        this.table = table;
        this.planning = planning;
        this.perReplica = perReplica;
        this.every = every;
    }

    /** Finds work left behind by a crash even if no other experiment arrives or ends. */
    void onStart(@Observes StartupEvent event, Roles roles) {
        if (roles.isFrontDoor()) {
            clock.scheduleWithFixedDelay(this::decideOrWarn, every.toMillis(), every.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void decideOrWarn() {
        try {
            decide();
        } catch (RuntimeException e) {
            LOG.warnf("the next experiments could not be chosen: %s", e.getMessage());
        }
    }

    /** Has an experiment wait for its turn; idempotent. */
    void enqueue(String experimentId, String pool, long work) {
        QuarkusTransaction.requiringNew().run(() -> table.enqueue(experimentId, pool, work));
    }

    /** Begins the experiments whose turn it is: called when one comes and when one ends. */
    void decide() {
        List<String> begun = QuarkusTransaction.requiringNew().call(this::takeLocked);
        // The broker is not waited for under the lock. Published twice it is done once.
        for (String experiment : begun) {
            planning.accept(experiment);
            QuarkusTransaction.requiringNew().run(() -> table.published(experiment));
        }
    }

    private List<String> takeLocked() {
        table.lock();
        table.removeEnded();
        for (String pool : table.pools()) {
            int turns = perReplica * table.replicas(pool);
            for (Waiting next : TurnOrder.next(table.inProgress(pool), table.waiting(pool, turns), turns)) {
                table.take(next.experimentId());
            }
        }
        return table.unpublished();
    }
}
