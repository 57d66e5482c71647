package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

import java.util.List;
import java.util.TreeSet;

/**
 * Attention rows, head ablations and patching (deploy/science, Attention).
 *
 * @param layers layers studied, ascending; absent: those that {@code layerRange} names
 * @param layerRange {@code last-quarter} of the layers that can reach the final MLP, the {@code last-two} of them, or the
 *        {@code paper}'s layers 20 to 30, clipped to those that can reach it; unused when {@code layers} are named
 * @param mode what replaces an ablated head's output: {@code zero}, {@code mean} (over positions),
 *        {@code uniform} attention (Eq. 8 read literally) or {@code bos} (all weight on the first key)
 * @param headContexts contexts over which heads are ablated
 * @param activation plateau activation A: mean of the {@code absolute} or {@code signed} activation, over the plateau
 *        neurons of both signs together
 * @param concentration {@code gini} of an attention row over its n visible keys, between 0 and (n − 1) / n; or
 *        {@code gini-adjusted}, times n / (n − 1): between 0 and 1 whatever the row's length; a row of one key is left
 *        out of it
 * @param profileOffsets relative offsets of the attention profile, 0 … profileOffsets − 1
 * @param patchingPairs pairs of a rare and a common target between which attention outputs are patched; 0: none
 * @param patchInto the context of a pair whose attention output is replaced by the other's: the {@code common} one (what
 *        the rare one's output restores), or the {@code rare} one
 * @param maximum how the verdict on routing takes the head of maximum impact: {@code split-halves} (every head tested over
 *        contexts, and in Table 2 chosen on one half of the contexts and measured on the other) or {@code naive} (the
 *        paper: chosen and measured on the same contexts)
 * @param controlDirections random directions along which each layer's norm and MLP are perturbed as non-attention
 *        controls; at least 2, since one direction says nothing of how much another would change
 */
public record AttentionSpecification(List<Integer> layers, LayerRange layerRange, Mode mode, Integer headContexts,
        Activation activation, Concentration concentration, Integer profileOffsets, Integer patchingPairs,
        PatchInto patchInto, Maximum maximum, Integer controlDirections) {
    /** Layers studied where none are named. */
    public enum LayerRange implements Choice {
        /** The last quarter of the layers that can reach the final MLP. */
        LAST_QUARTER,
        /** The last two of them. */
        LAST_TWO,
        /** The paper's layers 20 to 30, clipped to the layers that can reach the final MLP. */
        PAPER
    }

    /** What replaces an ablated head's output. */
    public enum Mode implements Choice {
        /** Zero. */
        ZERO,
        /** Its mean over positions. */
        MEAN,
        /** Its output under uniform attention (Eq. 8 read literally). */
        UNIFORM,
        /** Its output with all weight on the first key. */
        BOS
    }

    /** Plateau activation A. */
    public enum Activation implements Choice {
        /** Mean of the absolute activations. */
        ABSOLUTE,
        /** Mean of the signed activations. */
        SIGNED
    }

    /** Concentration of an attention row. */
    public enum Concentration implements Choice {
        /** Gini coefficient, 0 to (n − 1) / n. */
        GINI,
        /** Gini coefficient times n / (n − 1), 0 to 1. */
        GINI_ADJUSTED
    }

    /** How the head of maximum impact is chosen and measured. */
    public enum Maximum implements Choice {
        /** Chosen on one half of the contexts, measured on the other. */
        SPLIT_HALVES,
        /** Chosen and measured on the same contexts. */
        NAIVE
    }

    /** Context of a pair whose attention output is replaced. */
    public enum PatchInto implements Choice {
        /** The common target's: what the rare one's output restores. */
        COMMON,
        /** The rare target's. */
        RARE
    }

    /** Several times what the deepest transformers have. */
    private static final int MOST_LAYERS = 1_000;

    public AttentionSpecification {
        layerRange = orDefault(layerRange, LayerRange.LAST_QUARTER);
        mode = orDefault(mode, Mode.ZERO);
        headContexts = orDefault(headContexts, 100);
        activation = orDefault(activation, Activation.ABSOLUTE);
        concentration = orDefault(concentration, Concentration.GINI);
        profileOffsets = orDefault(profileOffsets, 64);
        patchingPairs = orDefault(patchingPairs, 50);
        patchInto = orDefault(patchInto, PatchInto.COMMON);
        maximum = orDefault(maximum, Maximum.SPLIT_HALVES);
        controlDirections = orDefault(controlDirections, 20);
        // Two halves of at least two contexts each: one to choose the head, one to measure it.
        between("attention.headContexts", headContexts, 4, 100_000);
        between("attention.profileOffsets", profileOffsets, 2, 8_192);
        between("attention.patchingPairs", patchingPairs, 0, 10_000);
        between("attention.controlDirections", controlDirections, 2, 1_000);
        if (layers != null) {
            that(layers.size() <= MOST_LAYERS, "attention.layers names " + layers.size() + " layers; at most "
                    + MOST_LAYERS + " can be named");
            that(!layers.isEmpty(), "attention.layers is empty; name at least one layer or leave the field out");
            that(layers.stream().allMatch(l -> l != null && l >= 0),
                    "attention.layers is " + layers + "; layers are numbered from 0");
            that(new TreeSet<>(layers).size() == layers.size(), "attention.layers names a layer twice: " + layers);
            that(layerRange == LayerRange.LAST_QUARTER, "attention.layers is " + layers + " and attention.layerRange "
                    + layerRange.label() + "; give one of the two");
            layers = List.copyOf(new TreeSet<>(layers));
        }
    }

    /** All defaults of deploy/science, Attention. */
    public static AttentionSpecification defaults() {
        return new AttentionSpecification(null, null, null, null, null, null, null, null, null, null, null);
    }
}
