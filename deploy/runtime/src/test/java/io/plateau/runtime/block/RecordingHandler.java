package io.plateau.runtime.block;

import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.Stage;
import io.plateau.contracts.event.GraphWork;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** A handler that writes down what happened to it and fails where it is told to; no client proxy: tests read its fields. */
@Singleton
class RecordingHandler implements BlockHandler<GraphWork, Integer> {
    final Queue<Integer> computed = new ConcurrentLinkedQueue<>();
    final Queue<Integer> stored = new ConcurrentLinkedQueue<>();
    final Queue<Boolean> completions = new ConcurrentLinkedQueue<>();
    volatile IntConsumer whileComputing = block -> {
    };
    volatile IntConsumer whileStoring = block -> {
    };
    volatile IntConsumer afterCommit = block -> {
    };

    @Inject
    BlockRunner runner;
    @Inject
    EntityManager entities;

    void reset() {
        computed.clear();
        stored.clear();
        completions.clear();
        whileComputing = block -> {
        };
        whileStoring = block -> {
        };
        afterCommit = block -> {
        };
    }

    @Incoming("graph-work")
    @Blocking("graph-work")
    CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, this);
    }

    @Override
    public Class<GraphWork> eventType() {
        return GraphWork.class;
    }

    @Override
    public BlockKey key(GraphWork event) {
        return new BlockKey(event.getExperimentId(), Stage.COMMUNITIES, event.getBlock(), event.getBlocks());
    }

    @Override
    public Integer compute(GraphWork event) {
        computed.add(event.getBlock());
        whileComputing.accept(event.getBlock());
        return event.getBlock();
    }

    @Override
    public void store(GraphWork event, Integer result) {
        stored.add(result);
        entities.createNativeQuery("INSERT INTO partial_result VALUES (:experiment, :block)")
                .setParameter("experiment", event.getExperimentId()).setParameter("block", result).executeUpdate();
        whileStoring.accept(event.getBlock());
    }

    @Override
    public void afterCommit(GraphWork event, boolean stageComplete) {
        completions.add(stageComplete);
        afterCommit.accept(event.getBlock());
    }
}
