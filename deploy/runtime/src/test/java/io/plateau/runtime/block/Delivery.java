package io.plateau.runtime.block;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.event.GraphWork;
import io.plateau.local.testing.TestKeys;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/** Hands a message to a runner as the connector does. */
final class Delivery {
    private Delivery() {
    }

    static Throwable of(BlockRunner runner, RecordingHandler handler, GraphWork event) {
        return of(runner, handler, Events.encode(event), CloudEvent
                .of(event, "graph", event.getExperimentId(), "" + event.getBlock())
                .toSignedHeaders(Events.encode(event), TestKeys.KEYS));
    }

    /** Under a signature of these headers and this payload, whatever they are. */
    static Throwable signed(BlockRunner runner, RecordingHandler handler, byte[] payload, Headers headers) {
        Headers signed = new RecordHeaders(headers.toArray());
        signed.add(CloudEvent.SIGNATURE,
                TestKeys.KEYS.sign(CloudEvent.fromHeaders(headers), payload).getBytes(StandardCharsets.UTF_8));
        return of(runner, handler, payload, signed);
    }

    /** Null when the message was acknowledged, else the reason it was refused with. */
    static Throwable of(BlockRunner runner, RecordingHandler handler, byte[] payload, Headers headers) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("graph-work", 0, 0, 0, TimestampType.CREATE_TIME,
                0, payload.length, "key", payload, headers, Optional.empty());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Message<byte[]> message = Message.of(payload,
                Metadata.of(new IncomingKafkaRecordMetadata<>(record, "graph-work")), () -> {
                    outcome.complete(null);
                    return CompletableFuture.completedFuture(null);
                }, reason -> {
                    outcome.complete(reason);
                    return CompletableFuture.completedFuture(null);
                });
        try {
            runner.handle(message, handler).toCompletableFuture().join();
            return outcome.join();
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
