package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.oneOf;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

import java.util.List;
import java.util.TreeSet;

/**
 * Attention rows and head ablations.
 *
 * @param layers layers studied, ascending; absent: the last quarter of those that can reach the final MLP
 * @param mode what replaces an ablated head's output: {@code zero}, {@code mean} (over positions),
 *        {@code uniform} attention (Eq. 8 read literally) or {@code bos} (all weight on the first key)
 * @param headContexts contexts over which heads are ablated
 * @param activation plateau activation A: mean of the {@code absolute} or {@code signed} activation
 * @param profileOffsets relative offsets of the attention profile, 0 … profileOffsets − 1
 */
public record AttentionSpecification(List<Integer> layers, String mode, Integer headContexts, String activation,
        Integer profileOffsets) {

    public AttentionSpecification {
        mode = orDefault(mode, "zero");
        headContexts = orDefault(headContexts, 100);
        activation = orDefault(activation, "absolute");
        profileOffsets = orDefault(profileOffsets, 64);
        oneOf("attention.mode", mode, "zero", "mean", "uniform", "bos");
        // Two halves of at least two contexts each: one to choose the head, one to measure it.
        between("attention.headContexts", headContexts, 4, 100_000);
        oneOf("attention.activation", activation, "absolute", "signed");
        between("attention.profileOffsets", profileOffsets, 2, 8_192);
        if (layers != null) {
            that(!layers.isEmpty(), "attention.layers is empty; name at least one layer or leave the field out");
            that(layers.stream().allMatch(l -> l != null && l >= 0),
                    "attention.layers is " + layers + "; layers are numbered from 0");
            that(new TreeSet<>(layers).size() == layers.size(), "attention.layers names a layer twice: " + layers);
            layers = List.copyOf(new TreeSet<>(layers));
        }
    }
}
