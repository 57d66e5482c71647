package io.plateau.kubernetes.autoscaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two hundred experiments of one day: most come in bursts within working hours, as studies of up to sixty-four variants and as
 * people trying things out; their sizes span a factor of a hundred. Seconds of blocks are drawn from those recorded of tiny-neox on two
 * busy cores, times ten: about as long as blocks of Pythia-410M's shape there.
 */
final class BurstyDay {
    private static final int EXPERIMENTS = 200;
    private static final double HOUR = 3600;
    private static final String RECORDED = "block-seconds.csv";
    /** Blocks of each stage of an experiment of size 1. */
    private static final Map<String, Double> BLOCKS = Map.of("capture", 2.0, "ablate-neurons", 2.0, "ablate-heads", 3.0,
            "patch-heads", 2.0);

    private final Random random;
    private final Map<String, double[]> recorded = new HashMap<>();

    BurstyDay(long seed) {
        random = new Random(seed);
        Map<String, List<Double>> rows = new HashMap<>();
        try (var in = new BufferedReader(new InputStreamReader(
                BurstyDay.class.getResourceAsStream(RECORDED), StandardCharsets.UTF_8))) {
            in.lines().skip(1).map(line -> line.split(",")).forEach(
                    row -> rows.computeIfAbsent(row[0], stage -> new ArrayList<>()).add(Double.parseDouble(row[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.forEach((stage, seconds) -> recorded.put(stage,
                seconds.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    List<SimulatedExperiment> experiments() {
        List<SimulatedExperiment> day = new ArrayList<>();
        while (day.size() < EXPERIMENTS) {
            double burst = (8 + 11 * random.nextDouble()) * HOUR;
            int size = Math.min(EXPERIMENTS - day.size(), 1 << random.nextInt(7));
            // Variants of one study are of about one size; positions from 4,096 to 409,600.
            double positions = Math.pow(100, random.nextDouble());
            for (int i = 0; i < size; i++) {
                day.add(experiment(burst + 60 * random.nextDouble(), positions));
            }
        }
        return day;
    }

    private SimulatedExperiment experiment(double arrival, double size) {
        List<SimulatedExperiment.Stage> stages = List.of(stage("capture", size, 2, false),
                stage("ablate-neurons", size, 20, true), stage("ablate-heads", size, 2, false),
                stage("patch-heads", size, 0, false));
        int sizeClass = (int) Math.floor(Math.log(size) / Math.log(4));
        return new SimulatedExperiment(sizeClass, arrival, stages, random.nextInt(1 << 16));
    }

    private SimulatedExperiment.Stage stage(String name, double size, double after, boolean pilot) {
        double[] seconds = new double[(int) Math.max(1, Math.round(BLOCKS.get(name) * size))];
        for (int block = 0; block < seconds.length; block++) {
            double[] known = recorded.get(name);
            seconds[block] = known[random.nextInt(known.length)];
        }
        return new SimulatedExperiment.Stage(seconds, after, pilot);
    }
}
