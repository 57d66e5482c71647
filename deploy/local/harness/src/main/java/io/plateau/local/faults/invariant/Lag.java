package io.plateau.local.faults.invariant;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.command.RunException;
import io.plateau.local.faults.experiment.Records;
import io.plateau.local.service.Service;

/** What consumers have not acknowledged. */
public final class Lag {
    /** Kafka's own default. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Lag() {
    }

    /**
     * Records by {@code group topic-partition}, where there are any.
     *
     * @param reads what each group reads, also where it has not acknowledged anything yet
     */
    static Map<String, Long> of(String bootstrapServers, Map<String, Set<TopicPartition>> reads) {
        Map<String, Long> lags = new TreeMap<>();
        try (Admin admin = BrokerAccess.of(bootstrapServers).admin(PATIENCE)) {
            for (Service service : Arrays.asList(Service.values())) {
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(service.label())
                        .partitionsToOffsetAndMetadata().get();
                Set<TopicPartition> partitions = new HashSet<>(read.keySet());
                partitions.addAll(reads.getOrDefault(service.label(), Set.of()));
                Map<TopicPartition, ListOffsetsResultInfo> written = offsets(admin, partitions, OffsetSpec.latest());
                Map<TopicPartition, ListOffsetsResultInfo> first = offsets(admin, partitions, OffsetSpec.earliest());
                for (TopicPartition partition : partitions) {
                    OffsetAndMetadata acknowledged = read.get(partition);
                    long lag = written.get(partition).offset()
                            - (acknowledged == null ? first.get(partition).offset() : acknowledged.offset());
                    if (lag > 0) {
                        lags.put(service.label() + " " + partition, lag);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new RunException("the consumers' offsets could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
        return lags;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(Admin admin, Set<TopicPartition> partitions,
            OffsetSpec which) throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> which))).all().get();
    }
}
