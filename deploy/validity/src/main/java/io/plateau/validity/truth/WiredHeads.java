package io.plateau.validity.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.routing.impact.PlateauActivation;

/**
 * Plateau activations under the ablation of heads of one layer, one of which is wired to the plateau.
 *
 * @param heads H
 * @param contexts C
 * @param wired the head whose ablation lowers the activation; the others only scatter
 * @param rareEffect by what share of the activation at rare targets
 * @param commonEffect by what share at common targets
 * @param rareNoise sd of a context's change at rare targets, as a share of the activation; of every head
 * @param commonNoise the same at common targets
 */
public record WiredHeads(int heads, int contexts, int wired, double rareEffect, double commonEffect, double rareNoise,
        double commonNoise) {
    private static final double BASE = 1;
    private static final double BASE_SCATTER = 0.1;
    private static final int POSITIONS = 20;

    public PlateauActivation draw(SplittableRandom random) {
        List<Ablation> ablations = new ArrayList<>();
        ablations.add(new Ablation(Ablation.Kind.BASELINE, -1, -1));
        IntStream.range(0, heads).forEach(h -> ablations.add(new Ablation(Ablation.Kind.HEAD, 0, h)));
        int[] counts = new int[2 * contexts];
        double[] activation = new double[ablations.size() * 2 * contexts];
        for (int cell = 0; cell < counts.length; cell++) {
            boolean rare = cell % 2 == 0;
            counts[cell] = POSITIONS;
            double base = BASE + BASE_SCATTER * random.nextGaussian();
            activation[cell] = base;
            for (int h = 0; h < heads; h++) {
                double effect = h == wired ? rare ? rareEffect : commonEffect : 0;
                double noise = (rare ? rareNoise : commonNoise) * random.nextGaussian();
                activation[(h + 1) * counts.length + cell] = Math.max(0, base - BASE * (effect + noise));
            }
        }
        return PlateauActivation.join(List.of(new HeadAblationBlock(ablations, IntStream.range(0, contexts).toArray(),
                new int[]{0}, counts, activation, activation)), false);
    }
}
