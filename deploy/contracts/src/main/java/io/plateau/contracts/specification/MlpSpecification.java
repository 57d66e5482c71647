package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

/**
 * Whose neurons are ablated (deploy/science, Layers).
 *
 * @param layers layer of the MLP, from 0; a list of layers makes a study, one experiment for each. Absent: the final MLP, whose
 *        neurons are ablated at all positions by the ablation engine. A layer by its number, also the last, is run again from
 *        there on
 * @param method of a layer by its number: {@code exact} (every neuron is ablated) or {@code screened} (a first-order estimate of
 *        every neuron's loss changes chooses those that are ablated)
 * @param positions of a layer by its number: target positions at which its neurons are ablated, drawn by the seed
 * @param exact screened only: neurons of the largest estimated influences that are ablated
 * @param sampled screened only: neurons drawn from all the others that are ablated too, by which the share is estimated that the
 *        screening misses
 */
public record MlpSpecification(Integer layers, Method method, Integer positions, Integer exact, Integer sampled) {

    /** How the neurons of a layer by its number are ablated. */
    public enum Method implements Choice {
        /** Every one of them. */
        EXACT,
        /** Those that a first-order estimate chooses, and a sample of the others. */
        SCREENED
    }

    public MlpSpecification {
        if (layers == null) {
            that(method == null && positions == null && exact == null && sampled == null,
                    "mlp.layers is absent and mlp.method, mlp.positions, mlp.exact or mlp.sampled given: the final MLP's neurons"
                            + " are ablated at all positions; name a layer in mlp.layers, or leave the other fields of mlp"
                            + " out");
        } else {
            that(layers >= 0, "mlp.layers is " + layers + "; layers are numbered from 0");
            method = orDefault(method, Method.EXACT);
            positions = orDefault(positions, 512);
            between("mlp.positions", positions, 8, 10_000_000);
            if (method == Method.SCREENED) {
                exact = orDefault(exact, 256);
                sampled = orDefault(sampled, 64);
                between("mlp.exact", exact, 1, 1_000_000);
                between("mlp.sampled", sampled, 8, 1_000_000);
            } else {
                that(exact == null && sampled == null,
                        "mlp.method is 'exact', which ablates every neuron: mlp.exact and mlp.sampled belong to screened");
            }
        }
    }

    /** The final MLP at all positions. */
    public static MlpSpecification defaults() {
        return new MlpSpecification(null, null, null, null, null);
    }

    /** Whether the final MLP's neurons are ablated, at all positions. */
    public boolean studiesFinalMlp() {
        return layers == null;
    }

    /** Whether a first-order estimate chooses the neurons that are ablated. */
    public boolean hasScreening() {
        return method == Method.SCREENED;
    }
}
