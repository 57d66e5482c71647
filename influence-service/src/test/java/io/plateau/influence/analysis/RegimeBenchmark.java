package io.plateau.influence.analysis;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.PlantedBlocks;
import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.influence.regime.NaiveReplicate;
import io.plateau.influence.uncertainty.ContextBootstrap;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * The regimes of 6,400 neurons and 98 contexts with 1,000 bootstraps and 1,000 randomisations. First
 * one replicate by the naive twin, then the same by the service's code, then the whole stage. Prints processor
 * seconds of all threads, which on two cores are twice the time on the wall, and the peak of the heap.
 */
public final class RegimeBenchmark {
    private static final int NEURONS = 6_400;
    private static final int CONTEXTS = 98;
    private static final int REPLICATES = 200;
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    private RegimeBenchmark() {
    }

    public static void main(String[] arguments) {
        ContextSums sums = PlantedBlocks.sums(CONTEXTS, NEURONS, PlantedLosses.lifted(1.1, 20, 1),
                PlantedLosses.powerLaw(1.1), 1, 1);
        ratio(sums.group(TokenGroup.RARE));
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = PROCESS.getProcessCpuTime();
        RegimeReport report = new RegimeAnalysis(ExperimentSpecification.parse("{\"model\":\"planted\"}")).run(sums);
        System.out.printf(Locale.ROOT,
                "regimes stage, %d neurons, %d contexts, 1,000 bootstraps, 1,000 randomisations, tail fits: %.1f processor"
                        + " seconds, %.1f s on two cores; peak heap %.0f MB of %.0f MB; verdict: %s%n",
                NEURONS, CONTEXTS, seconds(start), seconds(start) / 2, peakHeap() / 1e6,
                Runtime.getRuntime().maxMemory() / 1e6, report.verdict().outcome());
    }

    private static void ratio(GroupSums group) {
        int[] once = IntStream.range(0, CONTEXTS).map(c -> 1).toArray();
        long start = PROCESS.getProcessCpuTime();
        double naiveKappa = NaiveReplicate.segmentKappa(group, once);
        double naive = seconds(start);
        ContextBootstrap bootstrap = new ContextBootstrap(
                new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN), new CurveFitter(Weighting.INVERSE_RANK),
                group.neurons(), 0.5);
        bootstrap.run(REPLICATES, 20, 1, "warm-up");
        start = PROCESS.getProcessCpuTime();
        bootstrap.run(REPLICATES, 20, 1, "benchmark");
        double fast = seconds(start) / REPLICATES;
        System.out.printf(Locale.ROOT,
                "one bootstrap replicate: naive %.0f ms (last exponent %.3f), here %.2f ms, ratio %.0f%n",
                1e3 * naive, naiveKappa, 1e3 * fast, naive / fast);
    }

    private static double seconds(long start) {
        return (PROCESS.getProcessCpuTime() - start) / 1e9;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == MemoryType.HEAP)
                .mapToLong(p -> p.getPeakUsage().getUsed()).sum();
    }
}
