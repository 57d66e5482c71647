package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import io.plateau.report.TextTable.Column;

class TextTableTest {

    @Test
    void alignsColumnsUnderHeadersOfTwoLines() {
        TextTable table = new TextTable(Column.left("Group", 10), Column.right("Signed\nModularity"),
                Column.right("p").apart());
        table.row("one", "0.05 ± 0.04", "0.67").note("not tested: too few").row("a longer name", "-", "");

        assertEquals("""
                                   Signed
                  Group        Modularity        p
                  ----------  -----------     ----
                  one         0.05 ± 0.04     0.67
                    not tested: too few
                  a longer..            -
                """, table.render());
    }

    @Test
    void keepsControlCharactersFromTheTerminal() {
        String rendered = new TextTable(Column.left("Model", 20)).row("a\u001b[31m\nb").render();

        assertEquals("  Model\n  --------\n  a [31m b\n", rendered);
    }

    @Test
    void refusesARowOfAnotherWidth() {
        TextTable table = new TextTable(Column.left("Model", 20));

        assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
    }

    @Test
    void wrapsLongTextBetweenWords() {
        String wrapped = Text.wrapped("  ", "word ".repeat(40));

        assertEquals("  " + "word ".repeat(23).strip() + "\n    " + "word ".repeat(17).strip() + "\n",
                wrapped);
    }
}
