package io.plateau.routing.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes attention rows in, one block at a time. */
@ApplicationScoped
public class AttentionConsumer {
    private final BlockRunner runner;
    private final AttentionHandler handler;

    AttentionConsumer(BlockRunner runner, AttentionHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("attention")
    @Blocking("attention")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
