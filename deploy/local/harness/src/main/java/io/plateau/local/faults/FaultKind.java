package io.plateau.local.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.plateau.local.command.UsageException;

/** The kinds of faults; each makes any number of them from a seed. */
public enum FaultKind {
    /** A service, or two at once, killed at a named moment. */
    KILL(KillFault::of),
    /** A service stopped for longer than its session with the broker, then continued. */
    PAUSE(PauseFault::of),
    /** The broker killed and started on its log, also with services that start while it is gone. */
    BROKER(BrokerFault::of),
    /** PostgreSQL stopped at once and started, its sessions ended, its connections used up. */
    DATABASE(DatabaseFault::of),
    /** Replicas that come and go, and two that meet at a barrier. */
    REPLICAS(FaultKind::ofReplicas),
    /** Events that come again: while the experiment runs, after it has ended, from the start of all topics. */
    DUPLICATES(DuplicatesFault::of),
    /** Damaged records on every topic. */
    POISON(PoisonFault::of),
    /** Blocks that bring down what computes them: out of memory, out of stack, killed, aborted, without a library. */
    POISON_BLOCK(PoisonBlockFault::of),
    /** An experiment cancelled at every stage. */
    CANCEL(CancelFault::of),
    /** An experiment asked for at every stage of another. */
    REQUEST(RequestFault::of),
    /** Wall clocks that step by an hour and back. */
    CLOCK(ClockFault::of),
    /** No disk space for PostgreSQL or Kafka for a while. */
    DISK(DiskFault::of);

    /** Many times the ways of any kind. */
    private static final int FIRST_TURNS = 10_000;

    /** Makes a fault. */
    private interface Draw {
        Fault of(SplittableRandom random, int turn);
    }

    private final Draw draw;

    FaultKind(Draw draw) {
        this.draw = draw;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param turn the how many-th fault of the kind it is: a kind goes through its ways in turn */
    Fault draw(SplittableRandom random, int turn) {
        return draw.of(random, turn);
    }

    /** The one whose turn it is. */
    static <T> T inTurn(List<T> all, int turn) {
        return all.get(Math.floorMod(turn, all.size()));
    }

    private static Fault ofReplicas(SplittableRandom random, int turn) {
        return turn % 3 == 2 ? BarrierFault.of(random, turn / 3) : ReplicaFault.of(random, turn);
    }

    /** @throws UsageException saying which kinds there are */
    static FaultKind ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst()
                .orElseThrow(() -> new UsageException("--kinds " + label + ": there is no such kind; kinds are "
                        + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "))));
    }

    /**
     * A schedule: the kinds in turn, each round of them in another order; each kind's ways in turn, from one that the seed chooses.
     *
     * @param seed decides everything
     */
    static List<Fault> schedule(long seed, int faults, List<FaultKind> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] turns = random.ints(FaultKind.values().length, 0, FIRST_TURNS).toArray();
        List<Fault> schedule = new ArrayList<>();
        while (schedule.size() < faults) {
            List<FaultKind> round = new ArrayList<>(kinds);
            Collections.shuffle(round, new Random(random.nextLong()));
            for (FaultKind kind : round.subList(0, Math.min(round.size(), faults - schedule.size()))) {
                schedule.add(kind.draw(random.split(), turns[kind.ordinal()]++));
            }
        }
        return schedule;
    }
}
