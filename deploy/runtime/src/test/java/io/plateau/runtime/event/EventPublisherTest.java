package io.plateau.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerFault;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.runtime.broker.Broker;

class EventPublisherTest {
    @Test
    void nothingIsPublishedBeforeTheTopicsAreKnownToExist() {
        // Given no broker, and nothing to publish with
        try (Broker broker = new Broker(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            EventPublisher publisher = new EventPublisher(null, null, broker, null, "graph");

            BrokerFault fault = assertThrows(BrokerFault.class, () -> publisher.publish(Topic.ANALYSES,
                    new WorkFailed("e", "graph", "communities", "a reason", "graph-work/0/0"), "e", "s"));

            // It is tried until somebody mends the broker
            assertEquals(Incident.TRANSIENT, Incident.of(fault));
        }
    }
}
