package io.plateau.inference.work;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.inference.catalog.AbsentInputException;
import io.plateau.inference.store.ReturnedWorkRepository;
import io.plateau.inference.store.ReturnedWorkRepository.Returns;
import io.plateau.runtime.attempt.ThisProcess;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.ReturnedBlockException;
import io.plateau.runtime.event.EventPublisher;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Gives blocks back whose model or corpus this worker has not: to another of its pool, as long as there is one that has not had
 * the block. An experiment fails when no worker can do it, and not because one lacks a folder.
 */
@ApplicationScoped
public class ReturnedWork {
    private static final Logger LOG = Logger.getLogger(ReturnedWork.class);
    /** Partitions are drawn, so that the same worker may have it again; of two workers, forty times in a row once in 10^12. */
    private static final int MOST = 40;
    /** A worker that has nothing else to do must not do this alone. */
    private static final long PAUSE_MILLIS = 200;

    private final ReturnedWorkRepository returns;
    private final EventPublisher publisher;
    private final ThisProcess process;
    private final MeterRegistry metrics;
    private final String pool;
    private final Set<String> missing = new ConcurrentSkipListSet<>();

    ReturnedWork(ReturnedWorkRepository returns, EventPublisher publisher, ThisProcess process, MeterRegistry metrics,
            @ConfigProperty(name = "plateau.pool") String pool) {
        this.returns = returns;
        this.publisher = publisher;
        this.process = process;
        this.metrics = metrics;
        this.pool = pool;
    }

    /** Inputs that blocks of this worker needed and it lacked, for its readiness; they may have arrived since. */
    public Set<String> missing() {
        return new TreeSet<>(missing);
    }

    /** Notes that an input is here. */
    public void found(String input) {
        missing.remove(input);
    }

    /**
     * @return never
     * @throws ReturnedBlockException when it has been published again
     * @throws UnprocessableException when no worker of the pool is left that could do it
     */
    public RuntimeException giveBack(InferenceWork work, AbsentInputException absent) {
        Stage stage = Stage.of(work.getStage());
        BlockKey key = new BlockKey(work.getExperimentId(), stage, work.getBlock(), work.getBlocks());
        if (missing.add(absent.input())) {
            LOG.warnf("%s is not here: %s; its blocks go to other workers of the pool %s", absent.input(),
                    absent.getMessage(), pool);
        }
        metrics.counter("plateau.inputs.missing", "input", absent.input()).increment();
        Returns so = QuarkusTransaction.requiringNew().call(() -> returns.add(key, process.id(), pool));
        if (so.untried() == 0 || so.times() > MOST) {
            throw new UnprocessableException("no worker of the pool " + pool + " has " + absent.input() + ": "
                    + absent.getMessage(), absent);
        }
        pause();
        publisher.publish(Topic.INFERENCE_WORK, pool, work, work.getExperimentId(),
                stage.label() + "/returned-" + so.times() + "/" + work.getBlock());
        throw new ReturnedBlockException(absent.input() + " is not here");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
