package io.plateau.statistics.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenGroupTest {
    /** Events and stored blocks hold these codes. */
    @Test
    void codesAreThoseOfTheEvents() {
        assertEquals(0, TokenGroup.RARE.code());
        assertEquals(1, TokenGroup.COMMON.code());
        assertEquals(2, TokenGroup.NEITHER);
        assertEquals(TokenGroup.values().length, TokenGroup.COUNT);
    }
}
