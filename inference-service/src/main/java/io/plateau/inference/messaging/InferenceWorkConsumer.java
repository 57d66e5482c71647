package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.inference.stage.InferenceWorkHandler;
import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Work of this service, one block after the other: the engine does one thing at a time. */
@ApplicationScoped
public class InferenceWorkConsumer {
    private final BlockRunner runner;
    private final InferenceWorkHandler handler;

    InferenceWorkConsumer(BlockRunner runner, InferenceWorkHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("inference-work")
    @Blocking("inference-work")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
