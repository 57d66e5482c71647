package io.plateau.graph.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Blocks of activations: their observations are kept. */
@ApplicationScoped
public class ActivationsConsumer {
    private final BlockRunner runner;
    private final ActivationsHandler handler;

    ActivationsConsumer(BlockRunner runner, ActivationsHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("activations")
    @Blocking("activations")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
