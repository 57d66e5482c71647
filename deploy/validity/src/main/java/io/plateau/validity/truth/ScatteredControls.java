package io.plateau.validity.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.routing.impact.PlateauActivation;

/**
 * Plateau activations under controls of either kind in one layer, and under two heads; no change has a mean.
 *
 * @param directions of either control
 * @param ofDirection sd of what a direction does in all contexts, as a share of the activation
 * @param ofContext sd of what all directions do in a context
 * @param ofNeither sd of what one direction does in one context
 */
public record ScatteredControls(int contexts, int directions, double ofDirection, double ofContext, double ofNeither) {
    private static final int POSITIONS = 20;

    public PlateauActivation draw(SplittableRandom random) {
        List<Ablation> ablations = new ArrayList<>();
        ablations.add(new Ablation(Ablation.Kind.BASELINE, -1, -1));
        ablations.add(new Ablation(Ablation.Kind.HEAD, 0, 0));
        ablations.add(new Ablation(Ablation.Kind.HEAD, 0, 1));
        for (Ablation.Kind kind : List.of(Ablation.Kind.CONTROL_NORM, Ablation.Kind.CONTROL_FEED_FORWARD)) {
            IntStream.range(0, directions).forEach(d -> ablations.add(Ablation.control(kind, 0, d)));
        }
        double[] ofContexts = normal(random, contexts, ofContext);
        double[] activation = new double[ablations.size() * 2 * contexts];
        int[] counts = new int[2 * contexts];
        for (int a = 0; a < ablations.size(); a++) {
            double own = ofDirection * random.nextGaussian();
            for (int cell = 0; cell < counts.length; cell++) {
                counts[cell] = POSITIONS;
                double change = a == 0 ? 0 : own + ofContexts[cell / 2] + ofNeither * random.nextGaussian();
                activation[a * counts.length + cell] = Math.max(0, 1 + change);
            }
        }
        return PlateauActivation.join(List.of(new HeadAblationBlock(ablations, IntStream.range(0, contexts).toArray(),
                new int[]{0}, counts, activation, activation)), false);
    }

    private static double[] normal(SplittableRandom random, int count, double deviation) {
        return random.doubles(count).map(u -> deviation * random.nextGaussian()).toArray();
    }
}
