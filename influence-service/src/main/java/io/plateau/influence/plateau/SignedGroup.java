package io.plateau.influence.plateau;

/**
 * The plateau's neurons of one sign, filled up to the smallest size a group may have.
 *
 * @param excitatory whether meanDelta &gt; 0: ablating the neuron raises the loss
 * @param neurons indices in order of rank; the plateau's own first, then the filled
 * @param filled how many at the end of neurons are filled
 */
public record SignedGroup(boolean excitatory, int[] neurons, int filled) {
}
