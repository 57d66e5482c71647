package io.plateau.kubernetes.autoscaling;

/**
 * Values of the chart that decide how many workers there are.
 *
 * @param partitions of the topic of work
 * @param most workers
 * @param lagPerReplica published blocks for which a worker is held
 * @param pendingPerReplica blocks of open stages for which a worker is held; 0: workers are scaled by lag alone
 * @param polling seconds between looks of KEDA
 * @param cooldown seconds without work until the last worker goes
 * @param stabilization seconds for which fewer must be enough
 */
record ScalingValues(int partitions, int most, int lagPerReplica, int pendingPerReplica, int polling, int cooldown,
        int stabilization) {
    ScalingValues with(int otherCooldown, int otherStabilization) {
        return new ScalingValues(partitions, most, lagPerReplica, pendingPerReplica, polling, otherCooldown,
                otherStabilization);
    }
}
