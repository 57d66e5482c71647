package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.inference.stage.InferenceWorkHandler;
import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Planning, beside the work: it reads a corpus, and holds no device while it does. */
@ApplicationScoped
public class PlanningConsumer {
    private final BlockRunner runner;
    private final InferenceWorkHandler handler;

    PlanningConsumer(BlockRunner runner, InferenceWorkHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("planning")
    @Blocking("planning")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
