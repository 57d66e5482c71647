package io.plateau.runtime.block;

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
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.trace.Correlations;

/**
 * Does a block at most once: the partial result and its ledger row are written in one transaction, then what
 * events that the block causes are published, then the message is acknowledged. A redelivered block finds its ledger
 * row, is not computed again, but publishes again.
 */
@ApplicationScoped
public class BlockRunner {
    private final EventIntake intake;
    private final EventPublisher publisher;
    private final ExperimentRepository experiments;
    private final Blocks blocks;
    private final BlockMetrics metrics;
    private final Correlations correlations;
    private final String service;

    BlockRunner(EventIntake intake, EventPublisher publisher, ExperimentRepository experiments, Blocks blocks,
            BlockMetrics metrics, Correlations correlations,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.intake = intake;
        this.publisher = publisher;
        this.experiments = experiments;
        this.blocks = blocks;
        this.metrics = metrics;
        this.correlations = correlations;
        this.service = service;
    }

    /** Handles one delivery of an event that is a block. */
    public <E extends SpecificRecordBase, R> CompletionStage<Void> handle(Message<byte[]> message,
            BlockHandler<E, R> handler) {
        return intake.take(message, handler.eventType(), Events.kind(handler.eventType()), event -> {
            BlockKey key = handler.key(event);
            correlations.block(key.stage().label(), key.block());
            experiments.remember(key.experimentId(), handler.specification(event));
            if (handler.layer(event) >= 0) {
                experiments.rememberLayer(key.experimentId(), handler.layer(event));
            }
            int done = done(key, () -> handler.compute(event), result -> handler.store(event, result));
            if (done != Blocks.ENDED) {
                publish(key, done, () -> handler.afterCommit(event, done == key.blocks()));
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
        publish(key, done(key, compute, store), publish);
    }

    /** Whether the block is in the ledger. */
    public boolean isDone(BlockKey key) {
        return blocks.isDone(key);
    }

    /** Whether every block of the stage is in the ledger. */
    public boolean stageComplete(String experimentId, Stage stage) {
        return blocks.stageComplete(experimentId, stage);
    }

    /** How many blocks of the stage are in the ledger, this one among them; {@link Blocks#ENDED} when the experiment has. */
    private <R> int done(BlockKey key, Supplier<R> compute, Consumer<R> store) {
        int done = blocks.known(key);
        if (done != Blocks.NOT_YET) {
            metrics.count(key.stage(),
                    done == Blocks.ENDED ? BlockMetrics.Outcome.SKIPPED : BlockMetrics.Outcome.REPEATED);
            return done;
        }
        Computed<R> computed;
        try {
            computed = compute(key, compute);
        } catch (ReturnedBlockException e) {
            metrics.count(key.stage(), BlockMetrics.Outcome.RETURNED);
            return Blocks.ENDED;
        } catch (RuntimeException e) {
            requireEnded(key, e);
            metrics.count(key.stage(), BlockMetrics.Outcome.SKIPPED);
            return Blocks.ENDED;
        }
        done = blocks.commit(key, computed.seconds(), () -> store.accept(computed.result()));
        metrics.count(key.stage(), done == Blocks.ENDED ? BlockMetrics.Outcome.SKIPPED : BlockMetrics.Outcome.DONE);
        metrics.time(key.stage(), computed.seconds());
        return done;
    }

    /** Computes a block, outside any transaction. */
    private <R> Computed<R> compute(BlockKey key, Supplier<R> compute) {
        long start = System.nanoTime();
        return new Computed<>(compute.get(), (System.nanoTime() - start) / 1e9);
    }

    private record Computed<R>(R result, double seconds) {
    }

    /** Publishes the stage's progress, then the events that the block causes. */
    private void publish(BlockKey key, int done, Runnable setOff) {
        // A ledger may also hold a step of another service's stage, which reports it itself.
        if (done != Blocks.ENDED && key.stage().service().equals(service)) {
            publisher.publish(Topic.ANALYSES,
                    new AnalysisProgressed(key.experimentId(), key.stage().label(), done, key.blocks()),
                    key.experimentId(), key.stage().label() + "/" + key.block());
        }
        try {
            setOff.run();
        } catch (RuntimeException e) {
            requireEnded(key, e);
        }
    }

    /**
     * A failure counts only while its experiment goes on: of one that has ended meanwhile, computations are cancelled and what
     * they read is removed.
     */
    private void requireEnded(BlockKey key, RuntimeException failure) {
        if (!experiments.isTerminal(key.experimentId())) {
            throw failure;
        }
    }
}
