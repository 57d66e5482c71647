package io.plateau.graph.control;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

import io.plateau.contracts.UnprocessableException;

/**
 * The plateau's neurons by sign, filled up to the specification's smallest group.
 *
 * @param rule by which it was found, {@code excess} or {@code flat}; {@code top-k}: there is none, and the top ranks are used instead
 * @param groups both groups; one may be empty
 */
public record Plateau(String rule, Map<NeuronGroup, Group> groups) {
    private static final String TOP_K = "top-k";

    /**
     * @param neurons indices in order of rank, the plateau's own first, then the filled
     * @param filled how many at the end are filled
     */
    public record Group(int[] neurons, int filled) {
        public Group {
            if (filled < 0 || filled > neurons.length) {
                throw new UnprocessableException("a group of " + neurons.length + " neurons cannot have " + filled
                        + " filled ones");
            }
        }
    }

    public Plateau {
        groups = new EnumMap<>(groups);
        int[] all = members(groups);
        if (groups.size() != NeuronGroup.values().length) {
            throw new UnprocessableException("the plateau has the groups " + groups.keySet()
                    + "; it must have an excitatory and an inhibitory one, empty where there are no neurons");
        }
        for (int i = 0; i < all.length; i++) {
            if (all[i] < 0 || i > 0 && all[i] == all[i - 1]) {
                throw new UnprocessableException("the plateau names neuron " + all[i]
                        + (all[i] < 0 ? "; indices start at 0" : " twice; a neuron belongs to one group, once"));
            }
        }
    }

    /** Whether the neurons are a plateau rather than substitutes. */
    public boolean isFound() {
        return !TOP_K.equals(rule);
    }

    public int[] neurons(NeuronGroup group) {
        return groups.get(group).neurons();
    }

    /** The plateau's own neurons of one sign, without the filled ones. */
    public int[] own(NeuronGroup group) {
        Group members = groups.get(group);
        return Arrays.copyOf(members.neurons(), members.neurons().length - members.filled());
    }

    /** The plateau's own neurons of both signs, ascending. */
    public int[] own() {
        return Arrays.stream(NeuronGroup.values()).flatMapToInt(group -> IntStream.of(own(group))).sorted().toArray();
    }

    /** Neurons of both groups, ascending. */
    public int[] members() {
        return members(groups);
    }

    /** @throws UnprocessableException when a neuron does not exist in a layer of this width */
    public void requireWithin(int layer) {
        int[] all = members();
        if (all.length > 0 && all[all.length - 1] >= layer) {
            throw new UnprocessableException(
                    "the plateau names neuron " + all[all.length - 1] + " but the activations have "
                            + layer + " neurons, 0 … " + (layer - 1));
        }
    }

    private static int[] members(Map<NeuronGroup, Group> groups) {
        return groups.values().stream().flatMapToInt(g -> IntStream.of(g.neurons())).sorted().toArray();
    }

    @Override
    public String toString() {
        return Arrays.toString(members());
    }
}
