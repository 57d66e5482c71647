package io.plateau.inference.ablation;

/** One way to compute the loss changes of mean ablation. */
public interface NeuronAblator {
    LossChanges ablate(AblationBlock block);
}
