package io.plateau.influence.uncertainty;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The replicates of one group.
 *
 * @param requested how many were drawn; 0 when the group has too few contexts to resample
 * @param replicates those in which a curve could be fitted, in order of replicate
 * @param notAbove element k − 1: replicates whose mean excess over ranks 1 … k is not above 0, those without
 *        a fit or with fewer ranks included
 * @param band empty without replicates
 * @param errors R × N: by how much the means of the first replicates differ from the observed ones, nats, inflated to the
 *        variance of a sampling error
 */
public record BootstrapResult(int requested, List<Replicate> replicates, int[] notAbove,
        Optional<InfluenceBand> band, List<float[]> errors) {

    /** No replicates: too few contexts. */
    public static BootstrapResult none() {
        return new BootstrapResult(0, List.of(), new int[0], Optional.empty(), List.of());
    }

    /** Replicates whose mean excess over ranks 1 … k is not above 0. */
    public int notAbove(int k) {
        return notAbove[k - 1];
    }

    /** Replicates with a flat head. */
    public long flatReplicates() {
        return replicates.stream().filter(r -> r.flatSize() > 0).count();
    }

    public Optional<Interval> interval(ToDoubleFunction<Replicate> quantity) {
        return Interval.of(replicates.stream().mapToDouble(quantity));
    }

    /** Breakpoint intervals compare like with like: replicates with as many breakpoints as the fit itself. */
    public Optional<Interval> interval(int breakpoints, ToDoubleFunction<Replicate> quantity) {
        return Interval.of(replicates.stream().filter(r -> r.breakpoints() == breakpoints).mapToDouble(quantity));
    }
}
