package io.plateau.graph.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Work items: sets of neurons to analyse, several at once, in any order. */
@ApplicationScoped
public class GraphWorkConsumer {
    private final BlockRunner runner;
    private final GraphWorkHandler handler;

    GraphWorkConsumer(BlockRunner runner, GraphWorkHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("graph-work")
    @Blocking(value = "graph-work", ordered = false)
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
