package io.plateau.graph.control;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.statistics.random.SplitMix64;

/**
 * The neuron sets of one group: set 0 is the group itself, sets 1, 2, … are random sets of the same size, each
 * drawn by itself, so that any replica can draw any of them.
 */
public final class ControlSets {
    /** Below this a group has too few pairs for communities to mean anything: it is reported, not tested. */
    public static final int LEAST = 4;

    private final Plateau plateau;
    private final int[] population;
    private final long seed;

    /**
     * @param layer neurons in the layer, N
     * @param population {@code outside-plateau}: neither group's neurons are drawn; {@code all}: any neuron is
     * @param seed the specification's
     */
    public ControlSets(Plateau plateau, int layer, Population population, long seed) {
        plateau.requireWithin(layer);
        int[] excluded = population == Population.ALL ? new int[0] : plateau.members();
        this.plateau = plateau;
        this.population = IntStream.range(0, layer).filter(n -> Arrays.binarySearch(excluded, n) < 0).toArray();
        this.seed = seed;
    }

    /** Why the group cannot be tested, or null when it can. */
    public String reasonNotTested(NeuronGroup group) {
        int size = plateau.neurons(group).length;
        if (size < LEAST) {
            return "the group has " + size + " neurons; at least " + LEAST + " are needed";
        }
        if (population.length < size) {
            return "only " + population.length + " neurons are there to draw controls from; the group has " + size;
        }
        return null;
    }

    /** Neurons of a set: the group's in order of rank, a control's ascending. */
    public int[] set(NeuronGroup group, int index) {
        int[] neurons = plateau.neurons(group);
        if (index == 0) {
            return neurons.clone();
        }
        SplitMix64 random = SplitMix64.of(seed, "control set", group.ordinal(), index);
        int[] pool = population.clone();
        random.choose(pool, neurons.length);
        return Arrays.stream(pool, 0, neurons.length).sorted().toArray();
    }
}
