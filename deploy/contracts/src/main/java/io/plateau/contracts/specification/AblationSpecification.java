package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

/**
 * What replaces an ablated neuron, and how the loss changes are computed.
 *
 * @param tier {@code auto} (moments where the model has a closed form, else naive), {@code moments} (cumulant series with a
 *        guard), {@code closed-form} (every pair exactly, in float64) or {@code naive} (the oracle: change the residual,
 *        normalise, unembed, in float64). A model whose final MLP is followed by a norm of its own, or whose logits are
 *        capped, has no closed form: {@code moments} and {@code closed-form} are refused for it
 * @param tolerance moments only: numerical error of a neuron's mean loss change that is allowed, relative to that mean
 * @param order moments only: order of the series, 2 or 3; chosen by a pilot block when absent
 * @param guard moments only: pairs whose logit change has a standard deviation above this go to the closed form; chosen by a
 *        pilot block when absent
 * @param standardErrors moments only: numerical error that is allowed in any case, in clustered standard errors of the
 *        neuron's mean loss change; of this and {@code tolerance} the larger error is allowed, for every neuron and group
 * @param value what replaces an ablated neuron's activation: its {@code mean} over the target positions (the paper), {@code zero},
 *        {@code resample}: its activation at another target position of the same group in the block, drawn by the seed, loss changes
 *        being means over five draws; or {@code optimal}: the constant that minimises the group's mean loss, within three standard
 *        deviations of the neuron's mean
 */
public record AblationSpecification(Tier tier, Double tolerance, Integer order, Double guard, Double standardErrors,
        Value value) {
    /** What replaces an ablated neuron's activation. */
    public enum Value implements Choice {
        /** Its mean over the target positions of the experiment. */
        MEAN,
        /** 0. */
        ZERO,
        /** Its activation at another target position of the same group, several times. */
        RESAMPLE,
        /** The constant that minimises the group's mean loss. */
        OPTIMAL
    }

    /** Mean ablation. */
    public AblationSpecification(Tier tier, Double tolerance, Integer order, Double guard, Double standardErrors) {
        this(tier, tolerance, order, guard, standardErrors, null);
    }

    /** How loss changes are computed. */
    public enum Tier implements Choice {
        /** Moments where the model has a closed form, else naive. */
        AUTO,
        /** Cumulant series with a guard. */
        MOMENTS,
        /** Every pair exactly, in float64. */
        CLOSED_FORM,
        /** The oracle: change the residual, normalise, unembed, in float64. */
        NAIVE
    }

    /** Whether loss changes may be those of a series, whose errors are judged. */
    public boolean mayUseSeries() {
        return tier == Tier.MOMENTS || tier == Tier.AUTO;
    }

    /** Whether the tier is one that only models with a closed form have. */
    public boolean needsClosedForm() {
        return tier == Tier.MOMENTS || tier == Tier.CLOSED_FORM;
    }

    /** Whether the specification chooses the tier, or the order or guard of its series. */
    boolean hasChoiceOfTier() {
        return tier != Tier.AUTO || order != null || guard != null;
    }

    public AblationSpecification {
        tier = orDefault(tier, Tier.AUTO);
        value = orDefault(value, Value.MEAN);
        if (tier == Tier.MOMENTS || tier == Tier.AUTO) {
            tolerance = orDefault(tolerance, 1e-3);
            between("ablation.tolerance", tolerance, 1e-5, 0.1);
            standardErrors = orDefault(standardErrors, 1e-2);
            between("ablation.standardErrors", standardErrors, 1e-4, 1.0);
        } else {
            that(tolerance == null && order == null && guard == null && standardErrors == null,
                    "ablation.tier is '" + tier.label()
                            + "', which is exact: ablation.tolerance, ablation.standardErrors,"
                            + " ablation.order and ablation.guard belong to the tiers auto and moments");
        }
        if (order != null) {
            between("ablation.order", order, 2, 3);
        }
        if (guard != null) {
            between("ablation.guard", guard, 0.0, 0.5);
        }
    }

    /**
     * What an estimated error may really be, nats: its uncertainty counts three times, since of a layer's neurons a few are that far
     * off by chance.
     *
     * @param error estimated, nats
     * @param uncertainty standard error of the estimate, nats
     */
    public static double errorLimit(double error, double uncertainty) {
        return Math.abs(error) + 3 * uncertainty;
    }

    /**
     * The tier moments' numerical error of a neuron's mean loss change in a token group that is promised, nats.
     *
     * @param standardError clustered, of that mean, nats; NaN where it is unknown
     * @param mean loss change, nats
     */
    public double allowedError(double standardError, double mean) {
        double relative = tolerance * Math.abs(mean);
        return Double.isNaN(standardError) ? relative : Math.max(standardErrors * standardError, relative);
    }
}
