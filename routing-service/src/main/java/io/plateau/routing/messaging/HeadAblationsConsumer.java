package io.plateau.routing.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes plateau activations under head ablations in, one block at a time. */
@ApplicationScoped
public class HeadAblationsConsumer {
    private final BlockRunner runner;
    private final HeadAblationsHandler handler;

    HeadAblationsConsumer(BlockRunner runner, HeadAblationsHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("head-ablations")
    @Blocking("head-ablations")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
