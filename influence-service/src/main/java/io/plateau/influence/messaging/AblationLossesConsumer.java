package io.plateau.influence.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Consumes loss changes. */
@ApplicationScoped
public class AblationLossesConsumer {
    private final BlockRunner runner;
    private final LossesHandler handler;

    AblationLossesConsumer(BlockRunner runner, LossesHandler handler) {
        this.runner = runner;
        this.handler = handler;
    }

    @Incoming("ablation-losses")
    @Blocking("ablation-losses")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return runner.handle(message, handler);
    }
}
