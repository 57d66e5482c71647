package io.plateau.kubernetes.autoscaling;

import java.util.ArrayList;
import java.util.List;

/** A pod that holds a GPU from its start to its end. */
final class SimulatedWorker {
    final double heldSince;
    boolean ready;
    boolean stopping;
    boolean ended;
    SimulatedExperiment.Block block;
    double blockSince;
    /** Partitions whose blocks come to it. */
    List<Integer> partitions = new ArrayList<>();

    SimulatedWorker(double heldSince) {
        this.heldSince = heldSince;
    }

    boolean takesWork() {
        return ready && !stopping && !ended;
    }
}
