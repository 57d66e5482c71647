package io.plateau.local.faults.invariant;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.command.RunException;
import io.plateau.local.service.Service;

/** The services' consumer groups: whether every partition that a service reads has a consumer. */
public final class Groups {
    private static final List<String> NAMES = Arrays.stream(Service.values()).map(Service::label).toList();
    private static final Set<GroupState> AT_REST = EnumSet.of(GroupState.STABLE, GroupState.EMPTY, GroupState.DEAD);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    /** What each group read when all was well. */
    private volatile Map<String, Set<TopicPartition>> whole = Map.of();

    public Groups(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** From now on a group that reads less than it does now is not whole. */
    public void remember() {
        whole = describe().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, group -> assigned(group.getValue())));
    }

    /** By group what it read when all was well. */
    Map<String, Set<TopicPartition>> whole() {
        return whole;
    }

    /** Groups that have no stable members, or leave a partition unread; all while the broker does not answer. */
    List<String> unstable() {
        try {
            return describe().entrySet().stream()
                    .filter(group -> group.getValue().groupState() != GroupState.STABLE || !assigned(group.getValue())
                            .containsAll(whole.getOrDefault(group.getKey(), Set.of())))
                    .map(Map.Entry::getKey).sorted().toList();
        } catch (RunException e) {
            return NAMES;
        }
    }

    /** Groups at rest in which a partition has no consumer; none that is being shared anew, or while the broker does not answer. */
    List<String> unread() {
        try {
            return describe().entrySet().stream().filter(group -> AT_REST.contains(group.getValue().groupState()))
                    .filter(group -> !assigned(group.getValue())
                            .containsAll(whole.getOrDefault(group.getKey(), Set.of())))
                    .map(Map.Entry::getKey).sorted().toList();
        } catch (RunException e) {
            return List.of();
        }
    }

    private Map<String, ConsumerGroupDescription> describe() {
        try (Admin admin = BrokerAccess.of(bootstrapServers).admin(PATIENCE)) {
            return admin.describeConsumerGroups(NAMES).all().get();
        } catch (ExecutionException e) {
            throw new RunException("the consumer groups could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }

    private static Set<TopicPartition> assigned(ConsumerGroupDescription group) {
        Set<TopicPartition> all = new HashSet<>();
        group.members().forEach(member -> all.addAll(member.assignment().topicPartitions()));
        return all;
    }
}
