package io.plateau.local.moment;

import java.util.Arrays;
import java.util.Locale;

/** A guarantee that is broken on purpose, to show that a harness notices. */
public enum Break {
    /** The ledger is not consulted: a redelivered block is computed and written again. */
    IDEMPOTENCE,
    /** Barriers are counted without the lock: two replicas can both miss the last block. */
    BARRIER_LOCK,
    /** Partial results are reduced in an order of chance. */
    REDUCTION_ORDER;

    /** The name in the configuration: {@code barrier-lock}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException saying which there are */
    public static Break ofLabel(String label) {
        return Arrays.stream(values()).filter(b -> b.label().equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no guarantee '" + label + "'; there are "
                        + String.join(", ", Arrays.stream(values()).map(Break::label).toList())));
    }
}
