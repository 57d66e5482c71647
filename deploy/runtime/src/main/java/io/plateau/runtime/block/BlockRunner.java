package io.plateau.runtime.block;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.Events;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.runtime.event.EventIntake;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.Experiments;
import io.plateau.runtime.moment.Break;
import io.plateau.runtime.moment.Breaks;
import io.plateau.runtime.moment.Moment;
import io.plateau.runtime.moment.Moments;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Does a block at most once: the partial result and its ledger row are written in one transaction, then what
 * the block sets off is published, then the message is acknowledged. A redelivered block finds its ledger
 * row, is not computed again, but publishes again.
 */
@ApplicationScoped
public class BlockRunner {
    private static final int NOT_YET = -1;
    private static final int ENDED = -2;

    private final EventIntake intake;
    private final EventPublisher publisher;
    private final Experiments experiments;
    private final Ledger ledger;
    private final BlockMetrics metrics;
    private final Moments moments;
    private final Breaks breaks;
    private final String service;

    BlockRunner(EventIntake intake, EventPublisher publisher, Experiments experiments, Ledger ledger,
            BlockMetrics metrics, Moments moments, Breaks breaks,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.intake = intake;
        this.publisher = publisher;
        this.experiments = experiments;
        this.ledger = ledger;
        this.metrics = metrics;
        this.moments = moments;
        this.breaks = breaks;
        this.service = service;
    }

    /** Handles one delivery of an event that is a block. */
    public <E extends SpecificRecordBase, R> CompletionStage<Void> handle(Message<byte[]> message,
            BlockHandler<E, R> handler) {
        return intake.take(message, handler.eventType(), Events.kind(handler.eventType()), event -> {
            BlockKey key = handler.key(event);
            experiments.remember(key.experimentId(), handler.specification(event));
            int done = done(key, () -> handler.compute(event), result -> handler.store(event, result));
            if (done != ENDED) {
                handler.afterCommit(event, done == key.blocks());
                reach(Moment.AFTER_PUBLISH, key);
            }
        });
    }

    /**
     * A step that no message carries, such as the reduction after a barrier: computed and stored at most once, and not at all
     * when the experiment has ended.
     *
     * @param publish what is stored; called also when it had been done before, so that a crash in between heals
     */
    public <R> void once(BlockKey key, Supplier<R> compute, Consumer<R> store, Runnable publish) {
        done(key, () -> {
            R result = compute.get();
            reach(Moment.FINALISATION, key);
            return result;
        }, store);
        publish.run();
        reach(Moment.AFTER_PUBLISH, key);
    }

    /** Whether the block is in the ledger. */
    public boolean isDone(BlockKey key) {
        return QuarkusTransaction.requiringNew().call(() -> ledger.contains(key));
    }

    /** Whether every block of the stage is in the ledger. */
    public boolean stageComplete(String experimentId, Stage stage) {
        // Under the lock: of two replicas that commit the last two blocks at once, the later one sees both.
        return QuarkusTransaction.requiringNew().call(
                () -> experiments.lockUnlessTerminal(experimentId) && ledger.complete(experimentId, stage));
    }

    /** How many blocks of the stage are in the ledger, this one among them; ENDED when the experiment has. */
    private <R> int done(BlockKey key, Supplier<R> compute, Consumer<R> store) {
        int done = QuarkusTransaction.requiringNew().call(() -> known(key));
        if (done == NOT_YET) {
            reach(Moment.BEFORE_COMPUTE, key);
            long start = System.nanoTime();
            R result;
            try {
                result = moments.during(key.stage(), key.experimentId(), compute);
            } catch (CancellationException e) {
                if (!experiments.isTerminal(key.experimentId())) {
                    throw e;
                }
                // The computation saw that its experiment had ended: as if it had been seen before.
                metrics.count(key.stage(), BlockMetrics.Outcome.SKIPPED);
                return ENDED;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            done = QuarkusTransaction.requiringNew().call(() -> commit(key, result, store, seconds));
            reach(Moment.AFTER_COMMIT, key);
            metrics.count(key.stage(), done == ENDED ? BlockMetrics.Outcome.SKIPPED : BlockMetrics.Outcome.DONE);
            metrics.time(key.stage(), seconds);
        } else {
            metrics.count(key.stage(), done == ENDED ? BlockMetrics.Outcome.SKIPPED : BlockMetrics.Outcome.REPEATED);
        }
        // A ledger may also hold a step of another service's stage, which reports it itself.
        if (done != ENDED && key.stage().service().equals(service)) {
            publisher.publish(Topic.ANALYSES,
                    new AnalysisProgressed(key.experimentId(), key.stage().label(), done, key.blocks()),
                    key.experimentId(), key.stage().label() + "/" + key.block());
        }
        return done;
    }

    private int known(BlockKey key) {
        if (experiments.isTerminal(key.experimentId())) {
            return ENDED;
        }
        return ledger.contains(key) && !breaks.is(Break.IDEMPOTENCE) ? counted(key) : NOT_YET;
    }

    private <R> int commit(BlockKey key, R result, Consumer<R> store, double seconds) {
        if (!lockUnlessTerminal(key)) {
            return ENDED;
        }
        // Another replica may have done the same block meanwhile: its result stands.
        boolean repeated = ledger.contains(key);
        if (!repeated || breaks.is(Break.IDEMPOTENCE)) {
            store.accept(result);
        }
        if (!repeated) {
            ledger.write(key, seconds);
        }
        int done = ledger.done(key.experimentId(), key.stage());
        if (done >= key.blocks() - 1) {
            reach(Moment.AT_BARRIER, key);
        }
        return done;
    }

    /** Counted under the lock, so that no block that commits at the same moment is missed by both. */
    private int counted(BlockKey key) {
        return lockUnlessTerminal(key) ? ledger.done(key.experimentId(), key.stage()) : ENDED;
    }

    private boolean lockUnlessTerminal(BlockKey key) {
        return breaks.is(Break.BARRIER_LOCK)
                ? !experiments.isTerminal(key.experimentId())
                : experiments.lockUnlessTerminal(key.experimentId());
    }

    private void reach(Moment moment, BlockKey key) {
        moments.reach(moment, key.stage(), key.experimentId());
    }
}
