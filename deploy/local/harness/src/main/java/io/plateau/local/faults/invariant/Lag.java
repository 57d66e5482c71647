package io.plateau.local.faults.invariant;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.broker.GroupLag;
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
                GroupLag.of(admin, service.label(), reads.getOrDefault(service.label(), Set.of()))
                        .forEach((partition, lag) -> lags.put(service.label() + " " + partition, lag));
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
