package io.plateau.inference.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One experiment without progress, as of the last look.
 *
 * @param activeAt when it last moved
 * @param quiet how long it has been observed without progress
 * @param lookedAt when that was
 * @param queued end of every partition of work, by {@code topic/partition}, when the watch or its last drain began
 * @param drains how many times in succession everything queued was handled without progress
 */
record Watch(Instant activeAt, Duration quiet, Instant lookedAt, Map<String, Long> queued, int drains) {
    /**
     * What is handled may queue further work, whose report may be queued in turn, before anything is progress: request,
     * work, report.
     */
    static final int DRAINS = 3;

    static Watch begin(Instant activeAt, Instant now, Map<String, Long> ends) {
        return new Watch(activeAt, Duration.ZERO, now, ends, 0);
    }

    /**
     * One more look at an experiment that has not moved.
     *
     * @param handled what every group of consumers had handled before {@code ends} was read
     * @param longest that may lie between two looks; more is downtime, in which nothing could have moved
     */
    Watch look(Instant now, Map<String, Long> handled, Map<String, Long> ends, Duration longest) {
        Duration since = Duration.between(lookedAt, now);
        Duration counted = since.isNegative() ? Duration.ZERO : since.compareTo(longest) > 0 ? longest : since;
        // What is no topic of work any more, such as that of a pool that was removed, will never be handled.
        boolean drained = queued.entrySet().stream().filter(end -> ends.containsKey(end.getKey()))
                .allMatch(end -> handled.getOrDefault(end.getKey(), 0L) >= end.getValue());
        return new Watch(activeAt, quiet.plus(counted), now, drained ? ends : queued, drained ? drains + 1 : drains);
    }

    /** Whether nothing was in progress or queued for the experiment for this long. */
    boolean isOver(Duration after) {
        return drains >= DRAINS && quiet.compareTo(after) >= 0;
    }
}
