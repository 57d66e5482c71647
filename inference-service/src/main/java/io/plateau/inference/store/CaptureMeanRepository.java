package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.statistics.packing.PackedArrays;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Replacements for ablated parts: means over the whole experiment. */
@ApplicationScoped
public class CaptureMeanRepository implements PanacheRepositoryBase<CaptureMeanEntity, String> {

    /** N: mean of each final-MLP neuron over all target positions. */
    @Transactional
    public double[] activation(String experimentId) {
        return PackedArrays.doubles(get(experimentId).meanActivation);
    }

    /** N: mean of each final-MLP neuron's absolute value over all target positions. */
    @Transactional
    public double[] absoluteActivation(String experimentId) {
        return PackedArrays.doubles(get(experimentId).meanAbsoluteActivation);
    }

    /** N: standard deviation of each neuron's activation over all target positions, where the experiment needs it. */
    @Transactional
    public double[] activationDeviation(String experimentId) {
        return PackedArrays.doubles(get(experimentId).activationDeviation);
    }

    /** Layers, H, d: mean of each head's output over all positions. */
    @Transactional
    public double[] headOutput(String experimentId) {
        return PackedArrays.doubles(get(experimentId).meanHeadOutput);
    }

    /** Target positions of the experiment. */
    @Transactional
    public long positions(String experimentId) {
        return get(experimentId).positions;
    }

    private CaptureMeanEntity get(String experimentId) {
        return findByIdOptional(experimentId)
                .orElseThrow(() -> new IllegalStateException("experiment " + experimentId + " has no means yet"));
    }
}
