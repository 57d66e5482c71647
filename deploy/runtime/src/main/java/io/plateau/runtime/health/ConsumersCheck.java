package io.plateau.runtime.health;

import java.time.Duration;
import java.util.OptionalDouble;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.plateau.runtime.event.WorkInHand;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

/**
 * Alive only while every channel's consumer polls and no try has been under way too long: a service that neither polls nor
 * works looks idle, and only a new process helps. A broker that is gone does not end the polling, nor this process.
 */
@Liveness
@ApplicationScoped
public class ConsumersCheck implements HealthCheck {
    private final KafkaClientService clients;
    private final WorkInHand work;
    private final Duration silence;
    private final Duration longestTry;

    ConsumersCheck(KafkaClientService clients, WorkInHand work,
            @ConfigProperty(name = "plateau.health.silence") Duration silence,
            @ConfigProperty(name = "plateau.health.longest-try") Duration longestTry) {
        this.clients = clients;
        this.work = work;
        this.silence = silence;
        this.longestTry = longestTry;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("consumers").up();
        for (String channel : clients.getConsumerChannels()) {
            var consumer = clients.getConsumer(channel);
            OptionalDouble ago = consumer == null ? OptionalDouble.empty() : secondsSincePoll(consumer.unwrap());
            if (ago.isEmpty()) {
                response.down().withData(channel, "its consumer is closed");
            } else if (ago.getAsDouble() > silence.toSeconds()) {
                response.down().withData(channel, "not polled for " + (long) ago.getAsDouble() + " s");
            }
        }
        if (work.longest().compareTo(longestTry) > 0) {
            response.down().withData("work", "an attempt has been running for " + work.longest().toSeconds() + " s");
        }
        return response.build();
    }

    /** By Kafka's own account: empty of a closed consumer, 0 of one that has not polled yet (it says −1). */
    private static OptionalDouble secondsSincePoll(Consumer<?, ?> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-poll-seconds-ago"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .map(seconds -> Math.max(0, seconds)).max();
    }
}
