package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.CloudEvent;
import io.plateau.inference.stage.InferenceWorkHandler;
import io.plateau.inference.turn.BlockTurns;
import io.plateau.runtime.block.BlockRunner;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/** Work of this service, one block after the other: the engine does one thing at a time. {@link BlockTurns} chooses among those at hand. */
@ApplicationScoped
public class InferenceWorkConsumer {
    private final BlockRunner runner;
    private final InferenceWorkHandler handler;
    private final BlockTurns turns;

    InferenceWorkConsumer(BlockRunner runner, InferenceWorkHandler handler, BlockTurns turns) {
        this.runner = runner;
        this.handler = handler;
        this.turns = turns;
    }

    @Incoming("inference-work")
    @Blocking(value = "inference-work", ordered = false)
    public CompletionStage<Void> consume(Message<byte[]> message) {
        // Not verified yet: it decides when a block is looked at, and nothing else.
        String experiment = CloudEvent.value(
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getHeaders(), "ce_subject");
        return turns.during(handler.model(experiment), handler.place(experiment),
                () -> runner.handle(message, handler));
    }
}
