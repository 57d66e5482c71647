package io.plateau.kubernetes.autoscaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The chart's own values hold GPUs for work and little else, and let small experiments through. */
class AutoscalingTest {
    private static final int DAYS = 5;

    @Test
    void ofTheGpuSecondsHeldInABurstyDayMostAreUsed() throws IOException {
        ScalingValues chart = chart();
        System.out.println("a day: " + Simulation.classes(new BurstyDay(0).experiments()));
        double used = mean(chart, "the chart's values");
        double longer = mean(chart.with(300, 300), "cooldown and stabilisation of 300 s");
        assertTrue(longer < used, "GPUs held for longer are used less: " + longer);
        assertTrue(used >= 0.85, used + " of the GPU-seconds held are used");
    }

    /** One large experiment has all workers, and a small one behind it does not wait for its end. */
    @Test
    void aLargeExperimentUsesThirtyTwoWorkersAndASmallOneGetsThrough() throws IOException {
        SimulatedExperiment large = uniform(4, 0, 10_000, 20);
        SimulatedExperiment small = uniform(0, 3_600, 8, 20);
        Simulation.Result result = new Simulation(chart(), List.of(large, small)).run();
        assertEquals(32, result.peak());
        // At most three blocks of the large one are before it at any worker, and one is in hand
        assertTrue(small.firstBlock - small.arrival <= 4 * 20 + 5, small.firstBlock - small.arrival + " s");
        assertTrue(result.largest() < 1.15 * 10_000 * 20 / 32.0 + 300, result.largest() + " s");
    }

    /** Known by hand: one block of a hundred seconds. */
    @Test
    void oneBlockHoldsOneWorkerFromItsStartToItsCooldown() {
        ScalingValues values = new ScalingValues(12, 8, 2, 4, 15, 60, 60);
        SimulatedExperiment only = uniform(0, 7, 1, 100);
        Simulation.Result result = new Simulation(values, List.of(only)).run();
        assertEquals(1, result.peak());
        // Seen at 15 s, there at 60 s; done at 163 s after the rebalance; gone by the look at 60 s or more after the last with work
        assertEquals(15 + 45 + 3 - 7, result.waited(), 1e-9);
        assertEquals(100.0 / (225 - 15), result.used(), 1e-9);
    }

    private static SimulatedExperiment uniform(int sizeClass, double arrival, int blocks, double seconds) {
        double[] each = new double[blocks];
        Arrays.fill(each, seconds);
        return new SimulatedExperiment(sizeClass, arrival,
                List.of(new SimulatedExperiment.Stage(each, 0, false)), 5);
    }

    private static double mean(ScalingValues values, String name) {
        List<Simulation.Result> results = IntStream.range(0, DAYS)
                .mapToObj(day -> new Simulation(values, new BurstyDay(day).experiments()).run()).toList();
        double used = results.stream().mapToDouble(Simulation.Result::used).average().orElseThrow();
        System.out.printf(Locale.ROOT,
                "%s: %.3f used (%.3f at least), wait %.0f s (95th percentile), %d GPUs at most%n",
                name, used, results.stream().mapToDouble(Simulation.Result::used).min().orElseThrow(),
                results.stream().mapToDouble(Simulation.Result::waited).average().orElseThrow(),
                results.stream().mapToInt(Simulation.Result::peak).max().orElseThrow());
        return used;
    }

    private static ScalingValues chart() throws IOException {
        JsonNode values = new YAMLMapper().readTree(Path.of("values.yaml").toFile());
        JsonNode worker = values.at("/deployments/inference-worker");
        JsonNode scaling = values.path("autoscaling");
        return new ScalingValues(values.at("/kafka/partitions/inference-work").asInt(),
                worker.path("maxReplicas").asInt(), worker.at("/lagPerReplica/inference-work").asInt(),
                worker.path("pendingPerReplica").asInt(), scaling.path("pollingSeconds").asInt(),
                scaling.path("cooldownSeconds").asInt(), scaling.path("stabilizationSeconds").asInt());
    }
}
