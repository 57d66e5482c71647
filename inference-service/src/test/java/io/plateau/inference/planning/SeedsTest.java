package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void aSeedIsTheBeginningOfTheHashOfRootAndPurpose() {
        // Expected values from coreutils: printf '1/contexts' | sha256sum
        assertEquals(0x683a5d6e4eaa0718L, Seeds.derive(1, "contexts"));
        assertEquals(0x2c86a26c9fe83dedL, Seeds.derive(-5, "observations"));
    }
}
