package io.plateau.inference.turn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which waiting experiments are planned. Experiments of about the same expected work form a class, and
 * every class has turns of its own: small experiments do not wait for large ones, nor large ones for a stream of small ones.
 * Within a class the earlier go first, and among those that came about the same time the shorter.
 */
public final class TurnOrder {
    /** Arrivals among which the shorter goes first: what comes later cannot hold up what came before, however short. */
    public static final int BATCH = 32;
    /** A class spans a factor of four: two binary digits. */
    private static final int DIGITS = 2;

    static final Comparator<Waiting> ORDER = Comparator.comparingInt(Waiting::sizeClass)
            .thenComparingLong(waiting -> waiting.place() / BATCH).thenComparingLong(Waiting::work)
            .thenComparingLong(Waiting::place);

    private TurnOrder() {
    }

    /**
     * An experiment that waits.
     *
     * @param work expected, see {@link #work}
     * @param place in the order of arrival
     */
    public record Waiting(String experimentId, long work, long place) {
        public int sizeClass() {
            return TurnOrder.sizeClass(work);
        }
    }

    /**
     * Expected work of an experiment: of all its stages the larger part grows with both.
     *
     * @param positions token positions requested
     * @param weightBytes bytes of the model's weights
     */
    public static long work(int positions, long weightBytes) {
        return (long) Math.max(1, Math.min(Long.MAX_VALUE, (double) positions * weightBytes));
    }

    /** Two experiments of one class differ by less than a factor of four. */
    public static int sizeClass(long work) {
        return (Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, work))) / DIGITS;
    }

    /**
     * The experiments whose turn it is, in order.
     *
     * @param inProgress how many of each class had their turn and have not ended
     * @param turns of each class at the same time
     */
    public static List<Waiting> next(Map<Integer, Integer> inProgress, List<Waiting> waiting, int turns) {
        Map<Integer, Integer> taken = new HashMap<>(inProgress);
        List<Waiting> next = new ArrayList<>();
        waiting.stream().sorted(ORDER).forEach(candidate -> {
            if (taken.merge(candidate.sizeClass(), 1, Integer::sum) <= turns) {
                next.add(candidate);
            }
        });
        return next;
    }
}
