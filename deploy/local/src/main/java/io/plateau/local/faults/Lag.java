package io.plateau.local.faults;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import io.plateau.local.launch.RunException;
import io.plateau.local.launch.Service;

/** What consumers have not acknowledged. */
final class Lag {
    private Lag() {
    }

    /** Records by {@code group topic-partition}, where there are any. */
    static Map<String, Long> of(String bootstrapServers) {
        Map<String, Long> lags = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (Service service : Arrays.asList(Service.values())) {
                Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(service.label())
                        .partitionsToOffsetAndMetadata().get();
                Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
                read.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
                Map<TopicPartition, ListOffsetsResultInfo> written = admin.listOffsets(ends).all().get();
                read.forEach((partition, offset) -> {
                    long lag = written.get(partition).offset() - (offset == null ? 0 : offset.offset());
                    if (lag > 0) {
                        lags.put(service.label() + " " + partition, lag);
                    }
                });
            }
        } catch (ExecutionException e) {
            throw new RunException("the consumers' offsets could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
        return lags;
    }
}
