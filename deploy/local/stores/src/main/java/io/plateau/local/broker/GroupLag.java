package io.plateau.local.broker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a consumer group has not acknowledged. */
public final class GroupLag {
    private GroupLag() {
    }

    /**
     * Records by partition, where there are any.
     *
     * @param reads what the group reads, also where it has not acknowledged anything yet
     */
    public static Map<TopicPartition, Long> of(Admin admin, String group, Set<TopicPartition> reads)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata().get();
        Set<TopicPartition> partitions = new HashSet<>(read.keySet());
        partitions.addAll(reads);
        Map<TopicPartition, ListOffsetsResultInfo> written = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> first = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> lags = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata acknowledged = read.get(partition);
            long lag = written.get(partition).offset()
                    - (acknowledged == null ? first.get(partition).offset() : acknowledged.offset());
            if (lag > 0) {
                lags.put(partition, lag);
            }
        }
        return lags;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(Admin admin, Set<TopicPartition> partitions,
            OffsetSpec which) throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> which))).all().get();
    }
}
