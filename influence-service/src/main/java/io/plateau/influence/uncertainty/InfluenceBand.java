package io.plateau.influence.uncertainty;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The bootstrap band of a ranking: for each rank, the 95 % percentile interval of the influence that replicates have
 * at that rank, whichever neuron holds it.
 *
 * @param low M: lower ends, nats
 * @param high M: upper ends, nats
 */
public record InfluenceBand(double[] low, double[] high) {

    /**
     * @param curves replicates × their ranks: influence, descending, nats; ranks that a replicate lacks have influence 0
     * @param ranks M
     */
    static InfluenceBand of(float[][] curves, int ranks) {
        double[] low = new double[ranks];
        double[] high = new double[ranks];
        IntStream.range(0, ranks).parallel().forEach(r -> {
            Interval interval = Interval.of(Arrays.stream(curves).mapToDouble(c -> r < c.length ? c[r] : 0))
                    .orElseThrow();
            low[r] = interval.low();
            high[r] = interval.high();
        });
        return new InfluenceBand(low, high);
    }
}
