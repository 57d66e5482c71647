package io.plateau.graph.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Blocks of neuron weights: kept until the sets are drawn. */
@ApplicationScoped
public class WeightsConsumer {
    private final BlockRunner runner;
    private final WeightsHandler handler;

    WeightsConsumer(BlockRunner runner, WeightsHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("neuron-weights")
    @Blocking("neuron-weights")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
