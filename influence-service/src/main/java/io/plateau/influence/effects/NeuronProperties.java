package io.plateau.influence.effects;

/**
 * What is known of every neuron whatever the token group, N each.
 *
 * @param outputNorm norm of the output weights
 * @param nullSpaceShare share of the output weights in the null space of the unembedding
 * @param logitVariance variance over the vocabulary of the cosine between output weights and unembedding rows
 * @param unigramAlignment Pearson correlation over the vocabulary of the neuron's logits and the unigram direction
 * @param absoluteActivation mean |activation| over the experiment's target positions
 */
public record NeuronProperties(double[] outputNorm, double[] nullSpaceShare, double[] logitVariance,
        double[] unigramAlignment, double[] absoluteActivation) {
}
