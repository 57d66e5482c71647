package io.plateau.local.moment;

import java.util.Arrays;

import io.plateau.contracts.Labelled;

/** A guarantee that is broken on purpose, to show that a harness notices. */
public enum Break implements Labelled {
    /** The ledger is not consulted: a redelivered block is computed and written again. */
    IDEMPOTENCE,
    /** Barriers are counted without the lock: two replicas can both miss the last block. */
    BARRIER_LOCK,
    /** Partial results are reduced in random order. */
    REDUCTION_ORDER;

    /** The file of the directory of moments that breaks it while it is there. */
    public String file() {
        return "broken." + label();
    }

    /** @throws IllegalArgumentException saying which there are */
    public static Break ofLabel(String label) {
        return Arrays.stream(values()).filter(b -> b.label().equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no guarantee '" + label + "'; there are "
                        + String.join(", ", Arrays.stream(values()).map(Break::label).toList())));
    }
}
