package io.plateau.contracts;

import java.util.Arrays;

/** The stages of an experiment, in the order a reader of its progress expects them. */
public enum Stage {
    /** Tokenise, sample, group by frequency. */
    PLAN("plan", "inference"),
    /** Activations, attention rows and baseline losses of every block of contexts. */
    CAPTURE("capture", "inference"),
    /** Weights of the final MLP's neurons. */
    CAPTURE_WEIGHTS("capture-weights", "inference"),
    /** Mean ablation of every final-MLP neuron. */
    ABLATE_NEURONS("ablate-neurons", "inference"),
    /** Loss changes summed per block and context. */
    LOSSES("losses", "influence"),
    /** Regimes, plateau and their tests. */
    REGIMES("regimes", "influence"),
    /** Observations picked from the activations. */
    ACTIVATIONS("activations", "graph"),
    /** Weights of the neurons kept. */
    WEIGHTS("weights", "graph"),
    /** Communities of the groups, of their controls and of the layer. */
    COMMUNITIES("communities", "graph"),
    /** Significance against the controls: Table 1. */
    CLUSTERING("clustering", "graph"),
    /** Ablation of heads, layers and controls. */
    ABLATE_HEADS("ablate-heads", "inference"),
    /** Patching of attention outputs between pairs of contexts. */
    PATCH_HEADS("patch-heads", "inference"),
    /** Concentration and profiles of attention, summed per block. */
    ATTENTION("attention", "routing"),
    /** Plateau activation under head ablations, kept per block. */
    HEAD_ABLATIONS("head-ablations", "routing"),
    /** Plateau activation under patching, kept per block. */
    HEAD_PATCHES("head-patches", "routing"),
    /** Similarity, impacts and their tests: Table 2. */
    ROUTING("routing", "routing");

    private final String label;
    private final String service;

    Stage(String label, String service) {
        this.label = label;
        this.service = service;
    }

    /** The name in events, tables and metrics. */
    public String label() {
        return label;
    }

    /** The service that runs the stage. */
    public String service() {
        return service;
    }

    public static Stage ofLabel(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown stage '" + label + "'"));
    }
}
