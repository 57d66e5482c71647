package io.plateau.validity.truth;

import java.util.SplittableRandom;

import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.statistics.random.SeedDerivation;

/**
 * Loss sums of an experiment whose mean loss changes follow planted laws; a context's mean scatters about them.
 *
 * @param contexts C
 * @param neurons N
 * @param noise sd of a context's mean with {@value #USUAL_POSITIONS} positions, as a share of the neuron's influence
 * @param floorRank every neuron's sd is at least that of this rank, so that the ranks behind it drown; 0: no floor
 * @param rareShare positions of the rare group per position of the common group
 */
public record PlantedLosses(int contexts, int neurons, double noise, int floorRank, double rareShare) {
    private static final int USUAL_POSITIONS = 40;
    /** Coprime to any number of neurons used, so that ranks are spread over the neurons. */
    private static final int STEP = 37;

    public ContextSums draw(RankingLaw rare, RankingLaw common, long seed, String purpose, int draw) {
        SplittableRandom random = SeedDerivation.FNV_1A.stream(seed, "validity/" + purpose, draw);
        ContextSums sums = new ContextSums(neurons);
        for (int c = 0; c < contexts; c++) {
            int common0 = USUAL_POSITIONS / 2 + random.nextInt(USUAL_POSITIONS);
            int other = USUAL_POSITIONS / 2 + random.nextInt(USUAL_POSITIONS);
            int[] counts = {Math.max(1, (int) Math.round(rareShare * other)), common0};
            double[] delta = new double[2 * neurons];
            double[] absolute = new double[2 * neurons];
            group(rare, counts[0], delta, absolute, 0, random);
            group(common, counts[1], delta, absolute, neurons, random);
            sums.add(new LossBlock(new int[]{c}, neurons, counts, delta, absolute, new double[2 * neurons],
                    new double[2], null));
        }
        return sums;
    }

    private void group(RankingLaw law, int count, double[] delta, double[] absolute, int from,
            SplittableRandom random) {
        double least = floorRank == 0 ? 0 : Math.exp(law.at(floorRank));
        double scale = noise * Math.sqrt((double) USUAL_POSITIONS / count);
        for (int rank = 1; rank <= neurons; rank++) {
            int neuron = rank * STEP % neurons;
            double influence = Math.exp(law.at(rank));
            double mean = (rank % 2 == 1 ? influence : -influence)
                    + scale * Math.max(influence, least) * random.nextGaussian();
            delta[from + neuron] = count * mean;
            absolute[from + neuron] = count * (Math.abs(mean) + influence);
        }
    }
}
