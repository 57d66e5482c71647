package io.plateau.routing.statistics;

import java.util.Objects;

/**
 * A number, or the sentence that says why there is none. Exactly one of the two is null.
 *
 * @param value finite number, or null
 * @param reason why it is undefined, or null
 */
public record Quantity(Double value, String reason) {

    public Quantity {
        if ((value == null) == (reason == null)) {
            throw new IllegalArgumentException("a quantity is either a value or a reason: " + value + ", " + reason);
        }
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("a quantity must be finite; give a reason instead of " + value);
        }
    }

    public static Quantity of(double value) {
        return new Quantity(value, null);
    }

    public static Quantity undefined(String reason) {
        return new Quantity(null, Objects.requireNonNull(reason));
    }

    public boolean isDefined() {
        return value != null;
    }
}
