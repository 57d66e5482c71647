package io.plateau.runtime.health;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/** Of the hundreds of meters that each Kafka client has, those that a dashboard or an alert needs. */
public class KafkaMeters {
    private static final String PREFIX = "kafka.";
    private static final Set<String> KEPT = Set.of(
            // Is work left behind, and does it come in?
            "kafka.consumer.fetch.manager.records.lag", "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.consumer.fetch.manager.records.consumed.rate", "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.bytes.consumed.rate", "kafka.consumer.fetch.manager.fetch.rate",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            // Do consumers live, and is the group at rest?
            "kafka.consumer.last.poll.seconds.ago", "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
            "kafka.consumer.coordinator.assigned.partitions", "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total", "kafka.consumer.coordinator.commit.latency.avg",
            // Throughput and failures of publishing
            "kafka.producer.record.send.rate", "kafka.producer.record.send.total", "kafka.producer.record.error.rate",
            "kafka.producer.record.error.total", "kafka.producer.record.retry.total",
            "kafka.producer.request.latency.avg", "kafka.producer.buffer.available.bytes",
            // Is there a connection, and is the login right?
            "kafka.consumer.connection.count", "kafka.consumer.failed.authentication.total",
            "kafka.producer.connection.count", "kafka.producer.failed.authentication.total");

    @Produces
    @Singleton
    MeterFilter filter() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().startsWith(PREFIX) && !KEPT.contains(id.getName())
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }
        };
    }
}
