package io.plateau.local.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares done of experiments that were requested together, over time. */
final class ProgressTrace {
    /** Who stands still for a larger share of the time that all took is served last, not in turn. */
    private static final double STARVED = 0.5;

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    /** @param share done, 0 ... 1 */
    void add(String experiment, double seconds, double share) {
        samples.computeIfAbsent(experiment, id -> new ArrayList<>()).add(new Sample(seconds, share));
    }

    /** From the request until the last experiment ended. */
    double seconds() {
        return samples.keySet().stream().mapToDouble(this::ended).max().orElse(0);
    }

    List<String> experiments() {
        return List.copyOf(samples.keySet());
    }

    /** Seconds until an experiment ended. */
    double ended(String experiment) {
        List<Sample> trace = samples.get(experiment);
        return trace.stream().filter(sample -> sample.share >= 1).mapToDouble(Sample::seconds).findFirst()
                .orElse(trace.get(trace.size() - 1).seconds);
    }

    /** Seconds until this many experiments had ended. */
    double ended(int count) {
        return samples.keySet().stream().mapToDouble(this::ended).sorted().skip(count - 1L).findFirst().orElse(0);
    }

    /** Longest time, seconds, that an experiment made no progress between the request and its end. */
    double longestStandstill(String experiment) {
        return longestStandstill(experiment, 0);
    }

    /** Seconds until an experiment was seen to have begun: until then it waits for its turn. */
    private double begun(String experiment) {
        return samples.get(experiment).stream().filter(sample -> sample.share > 0).mapToDouble(Sample::seconds)
                .findFirst().orElse(seconds());
    }

    private double longestStandstill(String experiment, double from) {
        double longest = 0;
        double share = 0;
        double since = from;
        for (Sample sample : samples.get(experiment)) {
            if (share >= 1) {
                break;
            }
            if (sample.share > share) {
                longest = Math.max(longest, sample.seconds - since);
                share = sample.share;
                since = sample.seconds;
            }
        }
        return share >= 1 ? longest : Math.max(longest, seconds() - since);
    }

    /** Largest share less the smallest at a moment, as a fraction of the time that all took: 0 begin, 1 end. */
    double spread(double fraction) {
        double at = fraction * seconds();
        double[] shares = samples.values().stream().mapToDouble(trace -> shareAt(trace, at)).sorted().toArray();
        return shares.length == 0 ? 0 : shares[shares.length - 1] - shares[0];
    }

    /**
     * Experiments that stood still for more than half of the time that all took, while others went on. One alone starves
     * nobody.
     */
    List<String> starved() {
        return samples.size() < 2
                ? List.of()
                : samples.keySet().stream().filter(id -> longestStandstill(id) > STARVED * seconds()).toList();
    }

    /** Experiments that, once begun, stood still for more than half of the time that all took. */
    List<String> stalled() {
        return samples.size() < 2
                ? List.of()
                : samples.keySet().stream().filter(id -> longestStandstill(id, begun(id)) > STARVED * seconds())
                        .toList();
    }

    private static double shareAt(List<Sample> trace, double seconds) {
        double share = 0;
        for (Sample sample : trace) {
            if (sample.seconds <= seconds) {
                share = sample.share;
            }
        }
        return share;
    }

    private record Sample(double seconds, double share) {
    }
}
