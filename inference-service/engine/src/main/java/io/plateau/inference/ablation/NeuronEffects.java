package io.plateau.inference.ablation;

/**
 * The effect of every neuron's ablation taken apart (deploy/science, Effects), each P, N row-major. Their means over many positions are
 * what counts: where a part is computed at a sample of positions, the others' share is in these.
 *
 * @param direct loss change with the final norm's scale frozen at its baseline, nats; total − direct is what only the rescaling does
 * @param withUnigramFrozen loss change with the logits' component along the unigram direction frozen, nats; total less this is what
 *        the component does
 * @param entropyChange of the prediction, nats
 * @param unigramKlChange change of KL(prediction ‖ unigram), nats
 */
public record NeuronEffects(float[] direct, float[] withUnigramFrozen, float[] entropyChange,
        float[] unigramKlChange) {

    NeuronEffects averaged(int draws) {
        return new NeuronEffects(LossChanges.averaged(direct, draws), LossChanges.averaged(withUnigramFrozen, draws),
                LossChanges.averaged(entropyChange, draws), LossChanges.averaged(unigramKlChange, draws));
    }

    NeuronEffects(int pairs) {
        this(new float[pairs], new float[pairs], new float[pairs], new float[pairs]);
    }
}
