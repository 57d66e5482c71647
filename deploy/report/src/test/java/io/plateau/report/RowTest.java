package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void zeroHasOneSign() {
        // Double.equals and compareTo tell them apart
        assertEquals(Double.valueOf(0.0), row("-0").number("value"));
        assertEquals(Double.valueOf(0.0), row("-0.0").number("value"));
        assertEquals(Double.valueOf(0.0), row("0").number("value"));
        assertEquals(Double.valueOf(-4.9e-324), row("-4.9e-324").number("value"));
    }

    @Test
    void noValueIsNull() {
        assertNull(row(null).number("value"));
        assertNull(row("NaN").number("value"));
        assertEquals(Double.POSITIVE_INFINITY, row("Infinity").number("value"));
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertEquals("no column 'other'; there are [value]",
                assertThrows(IllegalArgumentException.class, () -> row("1").number("other")).getMessage());
    }

    private static Row row(String text) {
        Map<String, String> values = new HashMap<>();
        values.put("value", text);
        return new Row(values);
    }
}
