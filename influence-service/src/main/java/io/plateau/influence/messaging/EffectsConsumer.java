package io.plateau.influence.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Consumes loss changes taken apart. */
@ApplicationScoped
public class EffectsConsumer {
    private final BlockRunner runner;
    private final EffectsHandler handler;

    EffectsConsumer(BlockRunner runner, EffectsHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("neuron-effects")
    @Blocking("neuron-effects")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
