package io.plateau.runtime.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerTopics;
import io.smallrye.common.annotation.Identifier;

/** The broker as the channels reach it: whatever {@code kafka.…} and {@code KAFKA_…} they are configured with holds here. */
@ApplicationScoped
public class Broker implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final BrokerAccess access;
    private final BrokerTopics topics;

    /** @param pools of workers that this service publishes work for, each with a topic of its own; none: the default pool */
    @Inject
    public Broker(@Identifier("default-kafka-broker") Map<String, Object> settings,
            @ConfigProperty(name = "plateau.topics.pools") Optional<List<String>> pools) {
        access = new BrokerAccess(settings);
        topics = new BrokerTopics(access, TIMEOUT, pools.orElse(List.of()));
    }

    public Broker(Map<String, Object> settings) {
        this(settings, Optional.empty());
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
