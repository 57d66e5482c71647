package io.plateau.inference.ablation;

/**
 * What an ablation of every neuron found, and how.
 *
 * @param delta P, N: loss with the neuron ablated minus baseline loss, nats
 * @param order of the series; null for exact tiers
 * @param guard standard deviation of d above which pairs went to the closed form; null for exact tiers
 * @param shareClosedForm share of the pairs that went to the closed form
 * @param errors of the series at a sample of pairs; null for exact tiers
 * @param sampledError largest |error| of a sampled pair ÷ rms change; null for exact tiers
 * @param effects the changes taken apart; null where that was not requested
 */
public record LossChanges(float[] delta, Integer order, Double guard, double shareClosedForm, SampledErrors errors,
        Double sampledError, NeuronEffects effects) {

    /** Of a block that holds its positions several times, draw by draw: means over the draws. */
    public LossChanges averaged(int draws) {
        return draws == 1
                ? this
                : new LossChanges(averaged(delta, draws), order, guard, shareClosedForm,
                        errors == null ? null : errors.averaged(draws, delta.length / draws), sampledError,
                        effects == null ? null : effects.averaged(draws));
    }

    static float[] averaged(float[] values, int draws) {
        float[] means = new float[values.length / draws];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int draw = 0; draw < draws; draw++) {
                sum += values[draw * means.length + i];
            }
            means[i] = (float) (sum / draws);
        }
        return means;
    }

    /** @param delta P, N: not of a series */
    public static LossChanges exact(float[] delta) {
        return exact(delta, null);
    }

    /** @param effects the changes taken apart, or null */
    public static LossChanges exact(float[] delta, NeuronEffects effects) {
        return new LossChanges(delta, null, null, 1, null, null, effects);
    }
}
