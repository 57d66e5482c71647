package io.plateau.local.service;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.plateau.local.command.UsageException;

/** How many processes of each service run. */
public final class Replicas {
    /** More would find no partition of the busiest topics left. */
    static final int MOST = 12;
    private final Map<Service, Integer> counts;

    private Replicas(Map<Service, Integer> counts) {
        this.counts = counts;
    }

    /**
     * @param asked service names and numbers; services that are not named run once
     * @throws UsageException when there is no such service or its number is out of range
     */
    public static Replicas of(Map<String, Integer> asked) {
        Map<Service, Integer> counts = new TreeMap<>();
        asked.forEach((name, count) -> {
            Service service = Arrays.stream(Service.values()).filter(s -> s.label().equals(name)).findFirst()
                    .orElseThrow(() -> new UsageException("--replicas " + name + "=" + count
                            + ": there is no such service; services are " + Arrays.stream(Service.values())
                                    .map(Service::label).collect(Collectors.joining(", "))));
            if (count == null || count < 1 || count > MOST) {
                throw new UsageException(
                        "--replicas " + name + "=" + count + ": a service runs between 1 and " + MOST + " times");
            }
            counts.put(service, count);
        });
        return new Replicas(counts);
    }

    public int of(Service service) {
        return counts.getOrDefault(service, 1);
    }

    public int total() {
        return Arrays.stream(Service.values()).mapToInt(this::of).sum();
    }

    /** Threads of one tensor operation, so that the replicas of a service share the machine and do not fight for it. */
    int threads(Service service, int processors) {
        return Math.max(1, processors / of(service));
    }
}
