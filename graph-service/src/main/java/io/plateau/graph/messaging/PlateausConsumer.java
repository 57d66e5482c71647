package io.plateau.graph.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Plateaus: which neurons are analysed. */
@ApplicationScoped
public class PlateausConsumer {
    private final BlockRunner runner;
    private final PlateausHandler handler;

    PlateausConsumer(BlockRunner runner, PlateausHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("plateaus")
    @Blocking("plateaus")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
