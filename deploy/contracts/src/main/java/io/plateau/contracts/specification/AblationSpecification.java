package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.oneOf;
import static io.plateau.contracts.specification.Require.orDefault;

/**
 * How the loss changes of mean ablation are computed.
 *
 * @param tier {@code moments} (cumulant series with a guard), {@code closed-form} or {@code naive} (the
 *        oracle: change the residual, normalise, unembed)
 * @param order moments only: order of the series, 2 or 3
 * @param guard moments only: pairs whose logit change has a standard deviation above this go to the closed form
 */
public record AblationSpecification(String tier, Integer order, Double guard) {

    public AblationSpecification {
        tier = orDefault(tier, "moments");
        order = orDefault(order, 3);
        guard = orDefault(guard, 0.05);
        oneOf("ablation.tier", tier, "moments", "closed-form", "naive");
        between("ablation.order", order, 2, 3);
        between("ablation.guard", guard, 0.0, 0.5);
    }
}
