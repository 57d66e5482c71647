package io.plateau.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ConcurrentModificationException;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;

class ReasonsTest {
    private static final String LOG = "; the log of the graph service has the details under graph-work/3/17";

    @Test
    void aReasonOfTheInputIsToldAsItIs() {
        assertEquals("tokens.count is -1",
                reason(new IllegalStateException("wrapped", new UnprocessableException("tokens.count is -1"))));
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() {
        assertEquals("a file could not be read or written: there is no /models/m/config.json" + LOG,
                reason(new UncheckedIOException(new NoSuchFileException("/models/m/config.json"))));
        assertEquals("a file could not be read or written: /models/m may not be opened" + LOG,
                reason(new UncheckedIOException("hidden", new AccessDeniedException("/models/m"))));
        assertEquals("a file could not be read or written" + LOG, reason(new UncheckedIOException(new IOException())));
    }

    @Test
    void noReasonNamesATypeOrSaysThatSomethingWasUnexpected() {
        List<Throwable> failures = List.of(new ArithmeticException("/ by zero"), new NullPointerException(),
                new ArrayIndexOutOfBoundsException(7), new ClassCastException("class A cannot be cast to class B"),
                new ConcurrentModificationException(), new OutOfMemoryError("Java heap space"),
                new StackOverflowError(), new UncheckedIOException(new EOFException()),
                new IllegalStateException("stage", new SQLException("ERROR: null value", "23502")));
        for (Throwable failure : failures) {
            String reason = reason(failure);
            assertFalse(reason.matches("(?s).*(Exception|Error|java|nexpected|class ).*"), reason);
        }
    }

    private static String reason(Throwable failure) {
        return Reasons.of(failure, "graph", "graph-work/3/17");
    }
}
