package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void whatForgesLinesOrMovesCursorsIsReplaced() {
        assertEquals("a b", PlainText.of("a\nb", 99));
        assertEquals("a  b", PlainText.of("a\r\nb", 99));
        assertEquals("a b c", PlainText.of("a\u2028b\u2029c", 99));
        assertEquals("\uFFFD[2Jx\uFFFD\uFFFD", PlainText.of("\u001B[2Jx\u0000\u007F", 99));
        assertEquals("\uFFFD31m", PlainText.of("\u009B31m", 99));
        assertEquals("a\uFFFDb", PlainText.of("a\u202Eb", 99));
        assertEquals("a\uFFFDb", PlainText.of("a\uD800b", 99));
        assertEquals("a\uFFFD", PlainText.of("a\u001C", 99));
    }

    @Test
    void everythingElseIsKept() {
        assertEquals("Größe 5 µs, 模型 \uD83D\uDE00", PlainText.of("Größe 5 µs, 模型 \uD83D\uDE00", 99));
        assertNull(PlainText.of(null, 99));
    }

    @Test
    void whatIsTooLongIsCutBetweenCharacters() {
        assertEquals("abc", PlainText.of("abc", 3));
        assertEquals("abc ...", PlainText.of("abcd", 3));
        assertEquals("ab ...", PlainText.of("ab\uD83D\uDE00", 3));
    }
}
