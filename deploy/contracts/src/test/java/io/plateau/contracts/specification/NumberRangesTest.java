package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.NumberRanges.Range;

class NumberRangesTest {
    private final Map<String, Range> ranges = NumberRanges.all();

    @Test
    void rangesAreThoseOfTheRecords() {
        assertEquals(new Range(new BigDecimal("8"), new BigDecimal("10000000")), ranges.get("tokens.count"));
        assertEquals(new Range(new BigDecimal("0.0"), new BigDecimal("1.0")), ranges.get("mechanisms.largest"));
        // Absent by default
        assertEquals(new Range(new BigDecimal("1"), new BigDecimal("100000")), ranges.get("mechanisms.nullSpace"));
        // 0 switches joint ablations off
        assertEquals(new Range(BigDecimal.ZERO, new BigDecimal("10000")), ranges.get("mechanisms.controls"));
        assertNull(ranges.get("seed"));
        assertTrue(ranges.size() > 25, ranges::toString);
    }

    /** Of whole numbers that do not depend on other fields. */
    @Test
    void itsEndsAreTakenAndWhatLiesBeyondIsNot() {
        for (String path : new String[]{"graph.louvainRuns", "attention.headContexts", "mechanisms.matchedSets",
                "regimes.bootstraps"}) {
            Range range = ranges.get(path);
            for (BigDecimal end : new BigDecimal[]{range.lowest(), range.highest()}) {
                assertDoesNotThrow(() -> ExperimentSpecification.parse(json(path, end)), path);
            }
            for (BigDecimal beyond : new BigDecimal[]{range.lowest().subtract(BigDecimal.ONE),
                    range.highest().add(BigDecimal.ONE)}) {
                assertThrows(InvalidSpecificationException.class,
                        () -> ExperimentSpecification.parse(json(path, beyond)), path);
            }
        }
    }

    private static String json(String path, BigDecimal value) {
        String[] names = path.split("[.]");
        return "{\"model\": \"m\", \"" + names[0] + "\": {\"" + names[1] + "\": " + value.toPlainString() + "}}";
    }
}
