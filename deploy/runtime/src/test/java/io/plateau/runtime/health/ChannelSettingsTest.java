package io.plateau.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.broker.Broker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class ChannelSettingsTest {
    @Inject
    KafkaClientService clients;
    @Inject
    Broker broker;

    @Test
    void noConsumerMakesTheBrokerCreateATopic() {
        assertFalse(clients.getConsumerChannels().isEmpty());
        for (String channel : clients.getConsumerChannels()) {
            assertEquals("false",
                    clients.getConsumer(channel).configuration().get("allow.auto.create.topics").toString(), channel);
        }
    }

    @Test
    void readinessReachesTheBrokerThatTheChannelsReach() {
        for (String channel : clients.getConsumerChannels()) {
            assertEquals(clients.getConsumer(channel).configuration().get("bootstrap.servers"),
                    broker.access().settings().get("bootstrap.servers"), channel);
        }
    }
}
