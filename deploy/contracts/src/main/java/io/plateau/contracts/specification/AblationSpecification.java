package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

/**
 * How the loss changes of mean ablation are computed.
 *
 * @param tier {@code moments} (cumulant series with a guard), {@code closed-form} (every pair exactly, in float64)
 *        or {@code naive} (the oracle: change the residual, normalise, unembed, in float64)
 * @param tolerance moments only: error of a neuron's mean loss change that is asked for, relative to its influence or to
 *        ten times its clustered standard error, whichever is larger; also what the error of a sampled pair, divided by
 *        the rms change of its block, may not exceed
 * @param order moments only: order of the series, 2 or 3; the engine chooses from the tolerance when absent
 * @param guard moments only: pairs whose logit change has a standard deviation above this go to the closed form;
 *        the engine chooses from the tolerance when absent
 */
public record AblationSpecification(Tier tier, Double tolerance, Integer order, Double guard) {
    /** How loss changes are computed. */
    public enum Tier implements Choice {
        /** Cumulant series with a guard. */
        MOMENTS,
        /** Every pair exactly, in float64. */
        CLOSED_FORM,
        /** The oracle: change the residual, normalise, unembed, in float64. */
        NAIVE
    }

    public AblationSpecification {
        tier = orDefault(tier, Tier.MOMENTS);
        if (tier == Tier.MOMENTS) {
            tolerance = orDefault(tolerance, 1e-3);
            between("ablation.tolerance", tolerance, 1e-5, 0.1);
        } else {
            that(tolerance == null && order == null && guard == null, "ablation.tier is '" + tier.label()
                    + "', which is exact: ablation.tolerance, ablation.order and ablation.guard belong to the tier moments");
        }
        if (order != null) {
            between("ablation.order", order, 2, 3);
        }
        if (guard != null) {
            between("ablation.guard", guard, 0.0, 0.5);
        }
    }
}
