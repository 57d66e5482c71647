package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesOnlyWhatNeedsIt() {
        assertEquals("plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"cr\r\", spaced ,\r\n", Csv
                .line(Arrays.asList("plain", "a,b", "say \"so\"", "two\nlines", "cr\r", " spaced ", null)));
    }

    @Test
    void writesTheHeaderAlsoWithoutRows() {
        assertEquals("source,p_value\r\n", Csv.of(new View(List.of("source", "p_value"), List.of())));
    }

    @Test
    void writesNumbersAsTheDatabaseGaveThem() {
        Map<String, String> values = new HashMap<>();
        values.put("source", "measured");
        values.put("p_value", "0.0512345678901234");

        assertEquals("p_value,source\r\n0.0512345678901234,measured\r\n",
                Csv.of(new View(List.of("p_value", "source"), List.of(new Row(values)))));
    }
}
