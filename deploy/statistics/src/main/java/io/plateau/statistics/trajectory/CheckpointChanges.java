package io.plateau.statistics.trajectory;

import java.util.ArrayList;
import java.util.List;

import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.significance.SignFlips;

/**
 * At which checkpoints a quantity differs from the first and from the last one (deploy/science, Trajectories): paired over
 * contexts by random signs, Holm over the checkpoints.
 */
public final class CheckpointChanges {
    private static final int DRAWS = 9_999;

    private CheckpointChanges() {
    }

    /**
     * Of one checkpoint.
     *
     * @param value mean over contexts
     * @param standardError over contexts; NaN with fewer than two
     */
    public record Change(double value, double standardError, int contexts, Difference fromFirst, Difference fromLast) {
    }

    /**
     * @param value this checkpoint less the other, over the contexts that both have; NaN without any
     * @param p two-sided; null of the checkpoint itself, and without contexts
     * @param corrected after Holm over the other checkpoints; null likewise
     */
    public record Difference(double value, Double p, Double corrected) {
    }

    /**
     * @param checkpoints in the order of their steps
     * @param seed of the specification
     * @param quantity names the streams of random numbers
     */
    public static List<Change> of(List<ContextValues> checkpoints, long seed, String quantity) {
        int last = checkpoints.size() - 1;
        List<Difference> fromFirst = differences(checkpoints, 0, seed, quantity);
        List<Difference> fromLast = differences(checkpoints, last, seed, quantity);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            ContextValues values = checkpoints.get(i);
            changes.add(new Change(values.mean(), values.standardError(), values.contexts().length, fromFirst.get(i),
                    fromLast.get(i)));
        }
        return changes;
    }

    private static List<Difference> differences(List<ContextValues> checkpoints, int from, long seed,
            String quantity) {
        List<ContextValues> differences = checkpoints.stream().map(c -> c.minus(checkpoints.get(from))).toList();
        List<Double> p = new ArrayList<>();
        for (int i = 0; i < checkpoints.size(); i++) {
            p.add(i == from
                    ? null
                    : SignFlips.twoSided(differences.get(i).values(), DRAWS,
                            SplitMix64.of(seed, "trajectory/" + quantity, from, i)));
        }
        List<Double> corrected = Correction.holm(p);
        List<Difference> found = new ArrayList<>();
        for (int i = 0; i < checkpoints.size(); i++) {
            found.add(new Difference(differences.get(i).mean(), p.get(i), corrected.get(i)));
        }
        return found;
    }
}
