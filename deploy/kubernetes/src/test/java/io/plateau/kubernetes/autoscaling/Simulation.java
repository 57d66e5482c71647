package io.plateau.kubernetes.autoscaling;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Experiments, workers with a GPU each, and what scales them, in simulated time: turns, blocks published ahead, partitions, pods
 * that start and end, and rebalances are as the services and the chart have them.
 */
final class Simulation {
    /** As plateau.work.ahead, plateau.work.ahead-per-worker and plateau.turns.per-replica. */
    private static final int AHEAD = 24;
    private static final int AHEAD_PER_WORKER = 3;
    private static final int TURNS = 2;
    /** Seconds from a pod's creation until it takes work: node and image are there, the service starts, weights are loaded. */
    private static final double START = 45;
    /** Seconds without new work after a replica came or went: more than deploy/benchmarks/scaling measures. */
    private static final double REBALANCE = 3;
    /** As shutdown.patienceSeconds. */
    private static final double PATIENCE = 25;
    /** Seconds between Prometheus' looks. */
    private static final double SCRAPE = 30;

    private final ScalingValues values;
    private final List<SimulatedExperiment> experiments;
    private final Clock clock = new Clock();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<Deque<SimulatedExperiment.Block>> partitions;
    private final List<SimulatedExperiment> waiting = new ArrayList<>();
    private final List<SimulatedExperiment> inProgress = new ArrayList<>();
    private final Scaler scaler;
    private final int step;
    private double held;
    private double used;
    private double pausedUntil;
    private long scraped;
    private long order;
    private int ended;
    private int peak;

    /**
     * @param used share of the GPU-seconds held in which blocks were computed that counted
     * @param waited seconds, 95th percentile, from a request until its first block begins
     * @param largest seconds that the largest experiment took, and the GPUs held at most
     */
    record Result(double used, double waited, double largest, int peak) {
    }

    Simulation(ScalingValues values, List<SimulatedExperiment> experiments) {
        this.values = values;
        this.experiments = experiments;
        this.scaler = new Scaler(values);
        this.partitions = IntStream
                .range(0, values.partitions()).<Deque<SimulatedExperiment.Block>>mapToObj(p -> new ArrayDeque<>())
                .toList();
        double ideal = values.partitions() * (Math.sqrt(5) - 1) / 2;
        this.step = IntStream.rangeClosed(1, values.partitions()).filter(
                s -> BigInteger.valueOf(s).gcd(BigInteger.valueOf(values.partitions())).equals(BigInteger.ONE)).boxed()
                .min(Comparator.comparingDouble(s -> Math.abs(s - ideal))).orElseThrow();
    }

    Result run() {
        double[] finished = new double[1];
        SimulatedExperiment largest = experiments.stream()
                .max(Comparator.comparingDouble(SimulatedExperiment::work)).orElseThrow();
        experiments.forEach(e -> clock.in(e.arrival, () -> {
            waiting.add(e);
            turns();
        }));
        scale();
        scrape();
        while ((ended < experiments.size() || !workers.isEmpty()) && clock.next()) {
            if (finished[0] == 0 && largest.stage == largest.stages.size()) {
                finished[0] = clock.now() - largest.arrival;
            }
        }
        double[] waits = experiments.stream().mapToDouble(e -> e.firstBlock - e.arrival).sorted().toArray();
        return new Result(used / held, waits[(int) Math.ceil(0.95 * waits.length) - 1], finished[0], peak);
    }

    /** Of each class two experiments for every worker, in the order of their arrival. */
    private void turns() {
        int turns = TURNS * Math.max(1, (int) workers.stream().filter(SimulatedWorker::takesWork).count());
        for (SimulatedExperiment next : List.copyOf(waiting)) {
            if (inProgress.stream().filter(e -> e.sizeClass == next.sizeClass).count() < turns) {
                waiting.remove(next);
                inProgress.add(next);
                next.open = true;
                publish(next);
            }
        }
    }

    private void publish(SimulatedExperiment experiment) {
        int ahead = Math.max(AHEAD,
                AHEAD_PER_WORKER * (int) workers.stream().filter(SimulatedWorker::takesWork).count());
        for (; experiment.published < experiment.limit(ahead); experiment.published++) {
            int partition = experiment.partition(experiment.published, step, values.partitions());
            partitions.get(partition).add(new SimulatedExperiment.Block(experiment, experiment.stage,
                    experiment.published, partition, order++, experiment.current().seconds()[experiment.published]));
        }
        dispatch();
    }

    private void dispatch() {
        if (clock.now() < pausedUntil) {
            return;
        }
        for (SimulatedWorker worker : workers) {
            if (worker.takesWork() && worker.block == null) {
                worker.partitions.stream().map(partitions::get).filter(queue -> !queue.isEmpty())
                        .min(Comparator.comparingLong(queue -> queue.peek().order()))
                        .ifPresent(queue -> begin(worker, queue.remove()));
            }
        }
    }

    private void begin(SimulatedWorker worker, SimulatedExperiment.Block block) {
        worker.block = block;
        worker.blockSince = clock.now();
        if (Double.isNaN(block.experiment().firstBlock)) {
            block.experiment().firstBlock = clock.now();
        }
        clock.in(block.seconds(), () -> {
            // A worker that was killed has left it.
            if (worker.block == block && !worker.ended) {
                worker.block = null;
                done(block);
                if (worker.stopping) {
                    end(worker);
                }
                dispatch();
            }
        });
    }

    private void done(SimulatedExperiment.Block block) {
        SimulatedExperiment experiment = block.experiment();
        used += block.seconds();
        experiment.done++;
        if (experiment.done < experiment.blocks()) {
            publish(experiment);
            return;
        }
        experiment.open = false;
        double after = experiment.current().after();
        experiment.stage++;
        experiment.done = 0;
        experiment.published = 0;
        if (experiment.stage == experiment.stages.size()) {
            ended++;
            inProgress.remove(experiment);
            turns();
        } else {
            clock.in(after, () -> {
                experiment.open = true;
                publish(experiment);
            });
        }
    }

    private void scrape() {
        scraped = inProgress.stream().mapToLong(SimulatedExperiment::pending).sum();
        clock.in(SCRAPE, this::scrape);
    }

    private void scale() {
        List<SimulatedWorker> current = workers.stream().filter(w -> !w.stopping).toList();
        long lag = partitions.stream().mapToLong(Deque::size).sum()
                + workers.stream().filter(w -> w.block != null).count();
        int want = scaler.replicas(clock.now(), current.size(), lag, scraped);
        for (int i = current.size(); i < want; i++) {
            start();
        }
        for (int i = current.size(); i > want; i--) {
            stop(current.get(i - 1));
        }
        peak = Math.max(peak, workers.size());
        clock.in(values.polling(), this::scale);
    }

    private void start() {
        SimulatedWorker worker = new SimulatedWorker(clock.now());
        workers.add(worker);
        clock.in(START, () -> {
            if (!worker.stopping) {
                worker.ready = true;
                rebalance();
                turns();
                inProgress.stream().filter(e -> e.open).toList().forEach(this::publish);
            }
        });
    }

    private void stop(SimulatedWorker worker) {
        worker.stopping = true;
        if (worker.block == null) {
            end(worker);
        } else {
            clock.in(PATIENCE, () -> {
                if (!worker.ended) {
                    // Delivered again, to another.
                    partitions.get(worker.block.partition()).addFirst(worker.block);
                    end(worker);
                }
            });
        }
        rebalance();
    }

    private void end(SimulatedWorker worker) {
        worker.ended = true;
        workers.remove(worker);
        held += clock.now() - worker.heldSince;
    }

    /** Partitions in succession to each worker, as many to each as can be. */
    private void rebalance() {
        List<SimulatedWorker> members = workers.stream().filter(SimulatedWorker::takesWork).toList();
        workers.forEach(worker -> worker.partitions = new ArrayList<>());
        for (int p = 0; p < values.partitions() && !members.isEmpty(); p++) {
            members.get((int) ((long) p * members.size() / values.partitions())).partitions.add(p);
        }
        pausedUntil = clock.now() + REBALANCE;
        clock.in(REBALANCE, this::dispatch);
    }

    /** Classes of the experiments and how many there are of each, for a reader. */
    static String classes(List<SimulatedExperiment> experiments) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        experiments.forEach(e -> counts.merge(e.sizeClass, 1, Integer::sum));
        return counts + ", GPU-hours "
                + Math.round(experiments.stream().mapToDouble(SimulatedExperiment::work).sum() / 3600)
                + ", median block "
                + Arrays.stream(experiments.stream().flatMapToDouble(
                        e -> e.stages.stream().flatMapToDouble(s -> Arrays.stream(s.seconds()))).sorted().toArray())
                        .skip(experiments.stream().mapToLong(
                                e -> e.stages.stream().mapToLong(s -> s.seconds().length).sum()).sum() / 2)
                        .findFirst().orElseThrow();
    }
}
