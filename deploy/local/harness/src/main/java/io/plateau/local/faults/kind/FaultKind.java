package io.plateau.local.faults.kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.plateau.contracts.Labelled;
import io.plateau.local.command.UsageException;

/** The kinds of faults; each makes any number of them from a seed. */
public enum FaultKind implements Labelled {
    /** A service, or two at once, killed at a named moment. */
    KILL((random, turn, parts) -> KillFault.of(random, turn, parts.processes(), parts.experiments(), parts.moments())),
    /** A service stopped for longer than its session with the broker, then continued. */
    PAUSE((random, turn, parts) -> PauseFault.of(random, turn, parts.processes(), parts.experiments(),
            parts.moments())),
    /** The broker killed and started on its log, also with services that start while it is gone. */
    BROKER((random, turn, parts) -> BrokerFault.of(random, turn, parts.processes(), parts.broker(), parts.experiments(),
            parts.moments())),
    /** PostgreSQL stopped at once and started, its sessions ended, its connections used up. */
    DATABASE((random, turn, parts) -> DatabaseFault.of(random, turn, parts.processes(), parts.database(),
            parts.experiments(), parts.moments())),
    /** Replicas that come and go. */
    REPLICAS((random, turn, parts) -> ReplicaFault.of(random, turn, parts.processes(), parts.experiments(),
            parts.moments())),
    /** Two replicas that meet at a barrier. */
    BARRIER((random, turn, parts) -> BarrierFault.of(turn, parts.processes(), parts.database(), parts.experiments(),
            parts.moments(), parts.recovery())),
    /** Events that come again: while the experiment runs, after it has ended, from the start of all topics. */
    DUPLICATES((random, turn, parts) -> DuplicatesFault.of(random, turn, parts.broker(), parts.experiments(),
            parts.moments())),
    /** Damaged records on every topic. */
    POISON((random, turn, parts) -> PoisonFault.of(random, turn, parts.processes(), parts.broker(), parts.experiments(),
            parts.moments(), parts.keys())),
    /** Blocks that bring down what computes them: out of memory, out of stack, killed, aborted, without a library. */
    POISON_BLOCK((random, turn, parts) -> PoisonBlockFault.of(random, turn, parts.processes(), parts.database(),
            parts.experiments(), parts.moments())),
    /** An experiment cancelled at every stage. */
    CANCEL((random, turn, parts) -> CancelFault.of(random, turn, parts.experiments(), parts.moments())),
    /** An experiment requested at every stage of another. */
    REQUEST((random, turn, parts) -> RequestFault.of(random, turn, parts.experiments(), parts.moments())),
    /** Wall clocks that step by an hour and back. */
    CLOCK((random, turn, parts) -> ClockFault.of(random, turn, parts.processes(), parts.broker(), parts.experiments(),
            parts.moments(), parts.clocks())),
    /** No disk space for PostgreSQL or Kafka for a while. */
    DISK((random, turn, parts) -> DiskFault.of(random, turn, parts.broker(), parts.database(), parts.experiments(),
            parts.moments(), parts.kafkaDisk(), parts.postgresDisk())),
    /** An experiment deleted while a service is killed. */
    DELETE((random, turn, parts) -> DeleteFault.of(random, parts.processes(), parts.experiments()));

    /** Many times the ways of any kind. */
    private static final int FIRST_TURNS = 10_000;

    /** Makes a fault. */
    private interface Draw {
        Fault of(SplittableRandom random, int turn, Parts parts);
    }

    private final Draw draw;

    FaultKind(Draw draw) {
        this.draw = draw;
    }

    /** @param turn the how many-th fault of the kind it is: a kind goes through its ways in turn */
    Fault draw(SplittableRandom random, int turn, Parts parts) {
        return draw.of(random, turn, parts);
    }

    /** @throws UsageException saying which kinds there are */
    public static FaultKind ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst()
                .orElseThrow(() -> new UsageException("--kinds " + label + ": there is no such kind; kinds are "
                        + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "))));
    }

    /**
     * A schedule: the kinds in turn, each round of them in another order; each kind's ways in turn, from one that the seed chooses.
     *
     * @param seed decides everything
     * @param parts of the system that they strike
     */
    public static List<Fault> schedule(long seed, int faults, List<FaultKind> kinds, Parts parts) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] turns = random.ints(FaultKind.values().length, 0, FIRST_TURNS).toArray();
        List<Fault> schedule = new ArrayList<>();
        while (schedule.size() < faults) {
            List<FaultKind> round = new ArrayList<>(kinds);
            Collections.shuffle(round, new Random(random.nextLong()));
            for (FaultKind kind : round.subList(0, Math.min(round.size(), faults - schedule.size()))) {
                schedule.add(kind.draw(random.split(), turns[kind.ordinal()]++, parts));
            }
        }
        return schedule;
    }
}
