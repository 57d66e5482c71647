package io.plateau.runtime.event;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.WorkFailed;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/**
 * Takes a message in: decodes it, has it handled, and acknowledges it. Transient faults are retried with
 * back-off; a message that cannot succeed is dead-lettered and fails its experiment with the reason.
 */
@ApplicationScoped
public class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int UNEXPECTED_TRIES = 3;
    private static final int LONGEST_LOGGED = 300;

    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final WorkInHand work;
    private final String service;
    private volatile boolean stopping;

    EventIntake(EventPublisher publisher, MeterRegistry metrics, WorkInHand work,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.publisher = publisher;
        this.metrics = metrics;
        this.work = work;
        this.service = service;
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * @param stage name of the stage for the reason of a failure
     * @param handling idempotent: it may be tried several times
     */
    public <E extends SpecificRecordBase> CompletionStage<Void> take(Message<byte[]> message, Class<E> type,
            String stage,
            Consumer<E> handling) {
        Throwable failure = tryUntilDecided(() -> handling.accept(decode(message, type)), stage);
        if (failure == null) {
            return message.ack();
        }
        if (stopping) {
            // Neither acknowledged nor refused: another replica gets it.
            return new CompletableFuture<>();
        }
        String reason = Reasons.of(failure, service, source(message));
        LOG.errorf(failure instanceof UnprocessableException ? null : failure, "%s: %s: dead-lettered: %s", stage,
                source(message), reason);
        metrics.counter("plateau.dead.letters", "stage", stage).increment();
        Throwable unreported = tryUntilDecided(() -> reportFailure(message, stage, reason), stage);
        if (unreported != null) {
            LOG.errorf(unreported, "%s: the failure could not be reported", source(message));
        }
        return message.nack(new MalformedEventException(reason));
    }

    /** Null when it succeeded, else what it failed with for good. */
    private Throwable tryUntilDecided(Runnable step, String stage) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1;; attempt++) {
            try {
                work.during(step);
                return null;
            } catch (RuntimeException e) {
                Incident incident = Incident.of(e);
                if (stopping || incident == Incident.HOPELESS
                        || incident == Incident.UNEXPECTED && attempt >= UNEXPECTED_TRIES) {
                    return e;
                }
                LOG.warnf("%s: try %d failed (%s); again in %d ms", stage, attempt, brief(e), pause.toMillis());
                metrics.counter("plateau.retries", "stage", stage).increment();
                if (!sleep(pause)) {
                    return e;
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }

    private <E extends SpecificRecordBase> E decode(Message<byte[]> message, Class<E> type) {
        CloudEvent attributes = CloudEvent.fromHeaders(headers(message));
        if (!attributes.type().equals(CloudEvent.typeOf(type))) {
            throw new MalformedEventException(
                    "the message is a '" + attributes.type() + "', this topic carries '" + CloudEvent.typeOf(type)
                            + "'");
        }
        ExperimentId.require(attributes.subject());
        E event = Events.decode(message.getPayload(), type);
        requireChecksum(message);
        Object experiment = event.get(event.getSchema().getField("experimentId").pos());
        if (!attributes.subject().equals(experiment)) {
            throw new MalformedEventException("the message's subject is '" + attributes.subject()
                    + "' but its payload is of experiment '" + experiment + "'");
        }
        return event;
    }

    /** After decoding: of what cannot be read at all, the decoder's reason says more. */
    private static void requireChecksum(Message<byte[]> message) {
        String expected = CloudEvent.value(headers(message), CloudEvent.CHECKSUM);
        if (expected != null && !expected.equals(Events.checksum(message.getPayload()))) {
            throw new MalformedEventException(
                    "the message does not match the checksum in its headers: its payload was damaged");
        }
    }

    private void reportFailure(Message<byte[]> message, String stage, String reason) {
        String experimentId = CloudEvent.value(headers(message), "ce_subject");
        // A failure to handle the report of a failure is not reported again: that would never end.
        boolean report = CloudEvent.typeOf(WorkFailed.class).equals(CloudEvent.value(headers(message), "ce_type"));
        if (report || !ExperimentId.isValid(experimentId)) {
            return;
        }
        String source = source(message);
        publisher.publish(Topic.ANALYSES, new WorkFailed(experimentId, service, stage, reason, source), experimentId,
                service + "/" + source);
    }

    /** A failed statement is told with its values, which can be a whole block. */
    private static String brief(Throwable failure) {
        String text = failure.toString();
        return text.length() <= LONGEST_LOGGED ? text : text.substring(0, LONGEST_LOGGED) + "…";
    }

    private static Headers headers(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getHeaders();
    }

    private static String source(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return record.getTopic() + "/" + record.getPartition() + "/" + record.getOffset();
    }

    private boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
