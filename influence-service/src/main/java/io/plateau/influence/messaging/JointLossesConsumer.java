package io.plateau.influence.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Consumes joint ablations. */
@ApplicationScoped
public class JointLossesConsumer {
    private final BlockRunner runner;
    private final JointLossesHandler handler;

    JointLossesConsumer(BlockRunner runner, JointLossesHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("joint-losses")
    @Blocking("joint-losses")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
