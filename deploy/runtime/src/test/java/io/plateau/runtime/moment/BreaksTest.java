package io.plateau.runtime.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class BreaksTest {
    @Test
    void nothingIsBrokenUnlessAsked() {
        Breaks none = new Breaks(Optional.empty(), Optional.empty());

        assertTrue(Arrays.stream(Break.values()).noneMatch(none::is));
    }

    @Test
    void theGuaranteeNamedIsBrokenAndNoOther() {
        Breaks breaks = new Breaks(Optional.of("barrier-lock"), Optional.of("moments"));

        assertTrue(breaks.is(Break.BARRIER_LOCK));
        assertFalse(breaks.is(Break.IDEMPOTENCE));
        assertFalse(breaks.is(Break.REDUCTION_ORDER));
    }

    @Test
    void withoutAHarnessNothingMayBeBroken() {
        var refusal = assertThrows(IllegalArgumentException.class,
                () -> new Breaks(Optional.of("idempotence"), Optional.empty()));

        assertEquals("plateau.break is set without plateau.moments.directory: only a fault harness may break a"
                + " guarantee", refusal.getMessage());
    }

    @Test
    void anUnknownGuaranteeIsRefusedWithTheKnownOnes() {
        var refusal = assertThrows(IllegalArgumentException.class,
                () -> new Breaks(Optional.of("order"), Optional.of("moments")));

        assertEquals("plateau.break is 'order'; it can be idempotence, barrier-lock, reduction-order",
                refusal.getMessage());
    }
}
