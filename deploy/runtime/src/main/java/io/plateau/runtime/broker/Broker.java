package io.plateau.runtime.broker;

import java.time.Duration;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerTopics;
import io.smallrye.common.annotation.Identifier;

/** The broker as the channels reach it: whatever {@code kafka.…} and {@code KAFKA_…} they are configured with holds here. */
@ApplicationScoped
public class Broker implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final BrokerAccess access;
    private final BrokerTopics topics;

    public Broker(@Identifier("default-kafka-broker") Map<String, Object> settings) {
        access = new BrokerAccess(settings);
        topics = new BrokerTopics(access, TIMEOUT);
    }

    public BrokerAccess access() {
        return access;
    }

    public BrokerTopics topics() {
        return topics;
    }

    @PreDestroy
    @Override
    public void close() {
        topics.close();
    }
}
