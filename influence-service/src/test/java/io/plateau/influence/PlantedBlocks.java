package io.plateau.influence;

import java.util.function.IntToDoubleFunction;

import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.losses.LossBlock;

/** Planted losses of both groups as blocks of one context each. */
public final class PlantedBlocks {
    private PlantedBlocks() {
    }

    /** @param noise as in {@link PlantedLosses#group} */
    public static ContextSums sums(int contexts, int neurons, IntToDoubleFunction rare, IntToDoubleFunction common,
            double noise, long seed) {
        GroupSums[] groups = {PlantedLosses.group(contexts, neurons, rare, noise, 2 * seed),
                PlantedLosses.group(contexts, neurons, common, noise, 2 * seed + 1)};
        ContextSums sums = new ContextSums(neurons);
        for (int c = 0; c < contexts; c++) {
            double[] delta = new double[2 * neurons];
            double[] absolute = new double[2 * neurons];
            for (int g = 0; g < 2; g++) {
                System.arraycopy(groups[g].delta(), c * neurons, delta, g * neurons, neurons);
                System.arraycopy(groups[g].absolute(), c * neurons, absolute, g * neurons, neurons);
            }
            sums.add(new LossBlock(new int[]{c}, neurons, new int[]{groups[0].counts()[c], groups[1].counts()[c]},
                    delta, absolute, new double[2 * neurons], new double[2], null));
        }
        return sums;
    }
}
