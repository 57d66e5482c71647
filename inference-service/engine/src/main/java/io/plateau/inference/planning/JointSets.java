package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.plateau.contracts.event.SetKind;
import io.plateau.contracts.specification.MechanismSpecification;
import io.plateau.inference.ablation.NeuronSubset;
import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.sampling.MatchedSets;

/**
 * Which neurons are ablated together (deploy/science, Joint ablation): the top ranks in growing numbers, each with its controls, and
 * all but the top ranks in growing numbers.
 */
public final class JointSets {
    private static final int[] STEPS = {1, 2, 5};

    private JointSets() {
    }

    /**
     * @param size how many top ranks it is of
     * @param control which of the controls; 0 for other kinds
     */
    public record JointSet(SetKind kind, int size, int control, NeuronSubset neurons) {
    }

    /**
     * @param ranking neurons, the most influential first
     * @param studied how many of them are the plateau or its substitutes
     * @param absoluteActivation N: mean |activation|
     */
    public static List<JointSet> of(int[] ranking, int studied, double[] absoluteActivation,
            MechanismSpecification how, long seed) {
        int neurons = absoluteActivation.length;
        int largest = Math.min(ranking.length, Math.max(studied, (int) Math.ceil(how.largest() * neurons)));
        TreeSet<Integer> doses = steps(largest);
        doses.add(largest);
        doses.add(studied);
        doses.remove(0);
        List<JointSet> sets = new ArrayList<>();
        for (int size : doses) {
            int[] top = Arrays.copyOf(ranking, size);
            sets.add(new JointSet(SetKind.TOP, size, 0, NeuronSubset.of(top)));
            MatchedSets matched = new MatchedSets(absoluteActivation, top);
            for (int c = 0; c < how.controls(); c++) {
                sets.add(new JointSet(SetKind.CONTROL, size, c,
                        NeuronSubset.of(matched.draw(SplitMix64.of(seed, "joint control", size, c)))));
            }
        }
        TreeSet<Integer> kept = steps(ranking.length);
        kept.add(0);
        kept.add(studied);
        kept.remove(neurons);
        kept.forEach(size -> sets
                .add(new JointSet(SetKind.REST, size, 0, NeuronSubset.allBut(Arrays.copyOf(ranking, size)))));
        return sets;
    }

    /** 1, 2, 5, 10, 20, 50, … up to a largest. */
    private static TreeSet<Integer> steps(int largest) {
        TreeSet<Integer> steps = new TreeSet<>();
        for (long power = 1; power <= largest; power *= 10) {
            long unit = power;
            Arrays.stream(STEPS).mapToLong(step -> step * unit).filter(size -> size <= largest)
                    .forEach(size -> steps.add((int) size));
        }
        return steps;
    }

    /** The neurons of the largest set of top ranks, ascending. */
    public static int[] ranked(List<JointSet> sets) {
        return sets.stream().filter(set -> set.kind() == SetKind.TOP)
                .flatMapToInt(set -> IntStream.of(set.neurons().neurons())).distinct().sorted().toArray();
    }
}
