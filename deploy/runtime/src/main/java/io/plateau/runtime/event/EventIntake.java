package io.plateau.runtime.event;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.ForgedEventException;
import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.PlainText;
import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.runtime.attempt.Attempts;
import io.plateau.runtime.broker.Broker;
import io.plateau.runtime.process.Shutdown;
import io.plateau.runtime.trace.Correlations;
import io.plateau.runtime.trace.Correlations.Correlation;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/**
 * Takes a message in: decodes it, has it handled, and acknowledges it. Transient faults are retried with
 * back-off; a message that cannot succeed, or that processes die of, is dead-lettered and fails its experiment with the
 * reason. Whatever is thrown, errors of the virtual machine included, ends so: a consumer that let it pass would be closed.
 */
@ApplicationScoped
public class EventIntake {
    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long STEP_MILLIS = 100;
    private static final int UNEXPECTED_TRIES = 3;
    private static final int LONGEST_LOGGED = 300;
    /** Longer identifiers do not fit a database index; the system never creates one. */
    private static final int LONGEST_ID = 1_000;

    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final WorkInHand work;
    private final Authenticity authenticity;
    private final Attempts attempts;
    private final Shutdown shutdown;
    private final Broker broker;
    private final Correlations correlations;
    private final String service;

    EventIntake(EventPublisher publisher, MeterRegistry metrics, WorkInHand work, Authenticity authenticity,
            Attempts attempts, Shutdown shutdown, Broker broker, Correlations correlations,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.publisher = publisher;
        this.metrics = metrics;
        this.work = work;
        this.authenticity = authenticity;
        this.attempts = attempts;
        this.shutdown = shutdown;
        this.broker = broker;
        this.correlations = correlations;
        this.service = service;
    }

    /**
     * @param stage name of the stage for the reason of a failure
     * @param handling idempotent: it may be tried several times
     */
    public <E extends SpecificRecordBase> CompletionStage<Void> take(Message<byte[]> message, Class<E> type,
            String stage, Consumer<E> handling) {
        return take(message, type, stage, handling, null);
    }

    /**
     * Takes in a message of a public topic.
     *
     * @param malformed what becomes of one that is no such event, by the experiment that it names and with the reason; that
     *        experiment may be another client's. Null where it fails
     */
    public <E extends SpecificRecordBase> CompletionStage<Void> take(Message<byte[]> message, Class<E> type,
            String stage, Consumer<E> handling, BiConsumer<String, String> malformed) {
        if (shutdown.isRequested()) {
            return leftForAnother();
        }
        return work.holding(() -> decide(message, type, stage, handling, malformed));
    }

    private <E extends SpecificRecordBase> CompletionStage<Void> decide(Message<byte[]> message, Class<E> type,
            String stage, Consumer<E> handling, BiConsumer<String, String> malformed) {
        // A dead letter must have its topic, too.
        if (tryUntilDecided(() -> broker.topics().require(), stage) != null) {
            return leftForAnother();
        }
        try {
            requireAuthentic(message);
        } catch (ForgedEventException e) {
            return refuse(message, stage, e, null);
        }
        try (Correlation correlation = correlations.begin(ReceivedEvent.headers(message), stage)) {
            return decide(message, type, stage, handling, malformed, correlation);
        }
    }

    private <E extends SpecificRecordBase> CompletionStage<Void> decide(Message<byte[]> message, Class<E> type,
            String stage, Consumer<E> handling, BiConsumer<String, String> malformed, Correlation correlation) {
        String delivery = delivery(message);
        Throwable failure = tryUntilDecided(() -> {
            Runnable handle = () -> handling.accept(ReceivedEvent.decode(message, type));
            if (!handled(delivery, false, handle)) {
                // A process died while handling it: handle it alone, so that no other message is lost with it.
                handled(delivery, true, handle);
            }
        }, stage);
        if (failure != null && shutdown.isRequested()) {
            return leftForAnother();
        }
        if (failure != null) {
            correlation.failed(Reasons.of(failure, service, ReceivedEvent.source(message)));
            // Its record stays: another delivery is given up as before.
            return refuse(message, stage, failure, malformed);
        }
        end(delivery);
        return message.ack();
    }

    /** A waiting message is not being handled yet: it must not count when the process dies of another. */
    private boolean handled(String delivery, boolean alone, Runnable handle) {
        return work.during(alone, () -> {
            boolean begun = attempts.begin(delivery, alone);
            if (begun) {
                handle.run();
            }
            return begun;
        });
    }

    private void requireAuthentic(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        if (!Authenticity.isPublic(record.getTopic())) {
            authenticity.require(record.getTopic(), record.getHeaders(), message.getPayload());
        }
    }

    /** Neither acknowledged nor refused: another replica gets it. */
    private static CompletionStage<Void> leftForAnother() {
        return new CompletableFuture<>();
    }

    private CompletionStage<Void> refuse(Message<byte[]> message, String stage, Throwable failure,
            BiConsumer<String, String> malformed) {
        String reason = Reasons.of(failure, service, ReceivedEvent.source(message));
        LOG.errorf(failure instanceof UnprocessableException ? null : failure, "%s: %s: dead-lettered: %s", stage,
                ReceivedEvent.source(message), reason);
        metrics.counter("plateau.dead.letters", "stage", stage).increment();
        if (failure instanceof ForgedEventException) {
            // The experiment it names cannot be trusted: dead-letter it and do nothing else.
            metrics.counter("plateau.events.forged", "stage", stage).increment();
            return message.nack(new MalformedEventException(reason));
        }
        Throwable unreported = tryUntilDecided(() -> report(message, stage, reason,
                failure instanceof MalformedEventException ? malformed : null), stage);
        if (unreported != null) {
            LOG.errorf(unreported, "%s: the failure could not be reported", ReceivedEvent.source(message));
        }
        return message.nack(new MalformedEventException(reason));
    }

    /** A row that is left over would count only if this process died, of a message that is not delivered again. */
    private void end(String delivery) {
        try {
            attempts.end(delivery);
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s is done, but this could not be recorded", delivery);
        }
    }

    /** The same on every publication; for public topics the record's position, since their ids cannot be trusted. */
    private static String delivery(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        String id = CloudEvent.value(record.getHeaders(), "ce_id");
        boolean named = id != null && id.length() <= LONGEST_ID
                && !Authenticity.isPublic(record.getTopic());
        // An id may hold anything, a NUL, which no database stores as text, among it.
        return named ? PlainText.of(record.getTopic() + "/" + id, LONGEST_ID) : ReceivedEvent.source(message);
    }

    /** Null on success, else the final failure or the failure at shutdown. */
    private Throwable tryUntilDecided(Runnable step, String stage) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1;; attempt++) {
            try {
                step.run();
                return null;
            } catch (Throwable e) {
                Incident incident = Incident.of(e);
                if (shutdown.isRequested() || incident == Incident.HOPELESS
                        || incident == Incident.UNEXPECTED && attempt >= UNEXPECTED_TRIES) {
                    return e;
                }
                LOG.warnf("%s: attempt %d failed (%s); retrying in %d ms", stage, attempt, brief(e), pause.toMillis());
                metrics.counter("plateau.retries", "stage", stage).increment();
                if (!sleep(pause)) {
                    return e;
                }
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }

    private void report(Message<byte[]> message, String stage, String reason, BiConsumer<String, String> malformed) {
        String experimentId = ReceivedEvent.subject(message);
        // A failure to handle the report of a failure is not reported again: that would never end.
        boolean unreported = !ReceivedEvent.isOfExperiment(message)
                || CloudEvent.typeOf(WorkFailed.class)
                        .equals(CloudEvent.value(ReceivedEvent.headers(message), "ce_type"));
        if (unreported || !ExperimentId.isValid(experimentId)) {
            return;
        }
        if (malformed != null) {
            malformed.accept(experimentId, reason);
            return;
        }
        String source = ReceivedEvent.source(message);
        publisher.publish(Topic.ANALYSES, new WorkFailed(experimentId, service, stage, reason, source), experimentId,
                service + "/" + source);
    }

    /** The message of a failed statement has its values, which can be a whole block. */
    private static String brief(Throwable failure) {
        String text = failure.toString();
        return text.length() <= LONGEST_LOGGED ? text : text.substring(0, LONGEST_LOGGED) + "…";
    }

    private boolean sleep(Duration pause) {
        try {
            // In small steps, for a stop that comes meanwhile.
            for (long left = pause.toMillis(); left > 0 && !shutdown.isRequested(); left -= STEP_MILLIS) {
                Thread.sleep(Math.min(left, STEP_MILLIS));
            }
            return !shutdown.isRequested();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
