package io.plateau.runtime.block;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.runtime.event.EventIntake;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.Experiments;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Does a block at most once: the partial result and its ledger row are written in one transaction, then what
 * the block sets off is published, then the message is acknowledged. A redelivered block finds its ledger
 * row, is not computed again, but publishes again.
 */
@ApplicationScoped
public class BlockRunner {
    private final EventIntake intake;
    private final EventPublisher publisher;
    private final Experiments experiments;
    private final Ledger ledger;
    private final BlockMetrics metrics;

    BlockRunner(EventIntake intake, EventPublisher publisher, Experiments experiments, Ledger ledger,
            BlockMetrics metrics) {
        this.intake = intake;
        this.publisher = publisher;
        this.experiments = experiments;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /** Handles one delivery of an event that is a block. */
    public <E extends SpecificRecordBase, R> CompletionStage<Void> handle(Message<byte[]> message,
            BlockHandler<E, R> handler) {
        return intake.take(message, handler.eventType(), handler.eventType().getSimpleName(), event -> {
            BlockKey key = handler.key(event);
            experiments.remember(key.experimentId(), handler.specification(event));
            if (done(key, () -> handler.compute(event), result -> handler.store(event, result))) {
                handler.afterCommit(event, stageComplete(key.experimentId(), key.stage()));
            }
        });
    }

    /**
     * A step that no message carries, such as the reduction after a barrier: computed and stored at most once.
     * Returns also when it had been done before; does nothing when the experiment has ended.
     */
    public <R> void once(BlockKey key, Supplier<R> compute, Consumer<R> store) {
        done(key, compute, store);
    }

    /** Whether every block of the stage is in the ledger. */
    public boolean stageComplete(String experimentId, Stage stage) {
        // Under the lock: of two replicas that commit the last two blocks at once, the later one sees both.
        return QuarkusTransaction.requiringNew().call(
                () -> experiments.lockUnlessTerminal(experimentId) && ledger.complete(experimentId, stage));
    }

    /** True when the block is in the ledger, false when the experiment has ended. */
    private <R> boolean done(BlockKey key, Supplier<R> compute, Consumer<R> store) {
        if (experiments.isTerminal(key.experimentId())) {
            metrics.count(key.stage(), BlockMetrics.Outcome.SKIPPED);
            return false;
        }
        if (QuarkusTransaction.requiringNew().call(() -> ledger.contains(key))) {
            metrics.count(key.stage(), BlockMetrics.Outcome.REPEATED);
        } else {
            long start = System.nanoTime();
            R result = compute.get();
            double seconds = (System.nanoTime() - start) / 1e9;
            BlockMetrics.Outcome outcome = QuarkusTransaction.requiringNew()
                    .call(() -> commit(key, result, store, seconds));
            metrics.count(key.stage(), outcome);
            metrics.time(key.stage(), seconds);
            if (outcome == BlockMetrics.Outcome.SKIPPED) {
                return false;
            }
        }
        publishProgress(key);
        return true;
    }

    private <R> BlockMetrics.Outcome commit(BlockKey key, R result, Consumer<R> store, double seconds) {
        if (!experiments.lockUnlessTerminal(key.experimentId())) {
            return BlockMetrics.Outcome.SKIPPED;
        }
        if (ledger.contains(key)) {
            // Another replica did the same block meanwhile; its result stands.
            return BlockMetrics.Outcome.REPEATED;
        }
        store.accept(result);
        ledger.write(key, seconds);
        return BlockMetrics.Outcome.DONE;
    }

    private void publishProgress(BlockKey key) {
        int done = QuarkusTransaction.requiringNew().call(() -> ledger.done(key.experimentId(), key.stage()));
        publisher.publish(Topic.ANALYSES,
                new AnalysisProgressed(key.experimentId(), key.stage().label(), done, key.blocks()), key.experimentId(),
                key.stage().label() + "/" + key.block());
    }
}
