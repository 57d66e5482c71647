package io.plateau.local.testing;

import io.plateau.contracts.EventKeys;

/** The key with which services under test, and tests that play services, sign events. */
public final class TestKeys {
    /** As the setting {@code plateau.events.keys} has it. */
    public static final String TEXT = "test:" + "5e".repeat(32);
    public static final EventKeys KEYS = EventKeys.parse(TEXT);

    private TestKeys() {
    }
}
