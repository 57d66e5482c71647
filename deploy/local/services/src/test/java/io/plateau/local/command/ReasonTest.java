package io.plateau.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new FileSystemException("/d/x", null, "No space left on device"),
                        "no space is left on the disk that holds /d/x"),
                Arguments.of(new IllegalStateException("flush failed", new IOException("No space left on device")),
                        "no space is left on the disk"),
                Arguments.of(new IOException("Disk quota exceeded"), "no space is left on the disk"),
                Arguments.of(new UncheckedIOException(new AccessDeniedException("/d/x")),
                        "/d/x may not be read or written by this user"),
                Arguments.of(new NoSuchFileException("/d/x"), "/d/x does not exist"),
                Arguments.of(new NotDirectoryException("/d/x"), "/d/x is not a directory"),
                Arguments.of(new FileSystemException("/d/x", null, "Read-only file system"),
                        "/d/x cannot be used: read-only file system"),
                Arguments.of(new SQLException("FATAL: sorry, too many clients already"),
                        "the database answered: sorry, too many clients already"),
                Arguments.of(new NullPointerException("Cannot invoke \"String.length()\" because \"a\" is null"),
                        "an internal error"),
                Arguments.of(new CompletionException(new IOException("java.net.ConnectException: Connection refused")),
                        "Connection refused"),
                Arguments.of(new IllegalStateException("outer", new IOException()), "outer"),
                Arguments.of(new IllegalStateException(), "an internal error without a message"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsToldWithoutClassNames(Throwable failure, String reason) {
        assertEquals(reason, Reason.of(failure));
        assertFalse(Reason.of(failure).contains("Exception"));
    }
}
