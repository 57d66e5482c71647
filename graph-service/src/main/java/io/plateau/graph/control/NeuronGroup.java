package io.plateau.graph.control;

/** The two groups of the plateau, in the order in which their work is numbered. */
public enum NeuronGroup {
    /** Ablation raises the loss: the neuron lowers it. */
    EXCITATORY("Plateau (Excitatory)"),
    /** Ablation lowers the loss. */
    INHIBITORY("Plateau (Inhibitory)");

    private final String label;

    NeuronGroup(String label) {
        this.label = label;
    }

    /** The name in Table 1. */
    public String label() {
        return label;
    }
}
