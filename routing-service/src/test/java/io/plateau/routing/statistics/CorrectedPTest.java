package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class CorrectedPTest {
    @Test
    void aFamilyHasAllThreeOrNone() {
        List<CorrectedP> family = CorrectedP.ofFamily(Arrays.asList(0.01, null));

        assertEquals(new CorrectedP(0.01, 0.01, 0.01), family.get(0));
        assertEquals(new CorrectedP(null, null, null), family.get(1));
    }
}
