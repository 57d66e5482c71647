package io.plateau.kubernetes.autoscaling;

import java.util.List;

/**
 * One experiment: stages one after the other, each of which begins when the one before is complete and the analysis between
 * them has ended.
 */
final class SimulatedExperiment {
    /**
     * @param seconds of each block on a worker
     * @param after seconds of the analyses until the next stage begins
     * @param pilot whether the first block must be done before the others are published
     */
    record Stage(double[] seconds, double after, boolean pilot) {
    }

    /** A block that was published. */
    record Block(SimulatedExperiment experiment, int stage, int number, int partition, long order, double seconds) {
    }

    final int sizeClass;
    final double arrival;
    final List<Stage> stages;
    private final int begin;
    int stage;
    int published;
    int done;
    boolean open;
    double firstBlock = Double.NaN;

    /** @param begin partition at which its blocks begin, which the hash of its identifier decides */
    SimulatedExperiment(int sizeClass, double arrival, List<Stage> stages, int begin) {
        this.sizeClass = sizeClass;
        this.arrival = arrival;
        this.stages = stages;
        this.begin = begin;
    }

    Stage current() {
        return stages.get(stage);
    }

    int blocks() {
        return current().seconds().length;
    }

    /** Blocks of the open stage that are not done. */
    int pending() {
        return open ? blocks() - done : 0;
    }

    /** How many may be published. */
    int limit(int ahead) {
        return current().pilot() && done == 0 ? 1 : Math.min(blocks(), done + ahead);
    }

    /** As the services' partitioner spreads blocks. */
    int partition(int number, int step, int partitions) {
        return (int) ((begin + stage * 31L + (long) number * step) % partitions);
    }

    double work() {
        return stages.stream().mapToDouble(s -> java.util.Arrays.stream(s.seconds()).sum()).sum();
    }
}
