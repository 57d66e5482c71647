package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class PaperTestsNoteTest {
    private static final Path VALIDITY = Path.of("..", "validity", "report", "validity.md");

    @Test
    void itsNumbersAreThoseOfTheValidityReport() throws IOException {
        // Rounded to whole per cent
        assertEquals(PaperTestsNote.MANN_WHITNEY, percent("Mann-Whitney on bootstrapped values (the paper's test)"),
                0.5);
        assertEquals(PaperTestsNote.GINI_OVER_HEADS,
                percent("Gini over heads (the paper's test), rows of a context and group alike in all heads"), 0.5);
        assertEquals(PaperTestsNote.NAIVE_MAXIMUM, percent("Table 2, naive maximum over 12 heads"), 0.5);
    }

    private static double percent(String test) throws IOException {
        String row = Files.readAllLines(VALIDITY).stream()
                .filter(line -> line.contains(test + ": rejected at 0.05 without an effect")).findFirst().orElseThrow();
        return Double.parseDouble(row.split("[|]")[2].strip().split(" ")[0]);
    }
}
