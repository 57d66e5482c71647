package io.plateau.routing.concentration;

import io.plateau.contracts.specification.AttentionSpecification;

/** How concentrated an attention row of n visible keys is. */
public enum Concentration {
    /**
     * The Gini coefficient. Its largest value, (n − 1) / n, depends on the row's length: for groups that stand at
     * different positions compare it with {@link #GINI_ADJUSTED}.
     */
    GINI,
    /** The Gini coefficient times n / (n − 1), Deltas (2003): 0 to 1 whatever n is. A row of one key has none. */
    GINI_ADJUSTED;

    /** As a specification asks. */
    public static Concentration of(AttentionSpecification.Concentration asked) {
        return valueOf(asked.name());
    }

    /** Whether a row of so many keys has a value. */
    public boolean measures(int keys) {
        return this == GINI || keys > 1;
    }

    /** @param gini coefficient of the row */
    double scaled(double gini, int keys) {
        return this == GINI ? gini : gini * keys / (keys - 1.0);
    }
}
