package io.plateau.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void aDirectoryThatCanBeMadeIsTriedAndNothingIsLeft() throws Exception {
        for (String name : new String[]{"a/b/c", "with space 'and' \"quotes\"", "100%25:x", "eü"}) {
            OutputDirectory.require("--out", parent.resolve(name));
        }
        try (Stream<Path> left = Files.list(parent)) {
            assertEquals(0, left.count());
        }
        // And what was there stays
        Path there = Files.createDirectory(parent.resolve("there"));
        OutputDirectory.require("--out", there);
        assertTrue(Files.isDirectory(there));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeTheRun() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "x");
        Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("gone"));
        assertRefused(file, "it is a file; name a directory");
        assertRefused(file.resolve("below"), file + " is a file; name a directory");
        assertRefused(link, "it is a file; name a directory");
        // A file system that makes no files, for the superuser neither
        assertRefused(Path.of("/proc/plateau"), "the directory cannot be written");
        assertRefused(parent.resolve("n".repeat(300)), "the directory cannot be written");
        assertFalse(Files.exists(parent.resolve("gone")));
        assertEquals("x", Files.readString(file));
    }

    @Test
    void aLinkToADirectoryIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(parent.resolve("link"), Files.createDirectory(parent.resolve("real")));
        OutputDirectory.require("--out", link.resolve("below"));
    }

    private static void assertRefused(Path directory, String sentence) {
        String message = assertThrows(UsageException.class, () -> OutputDirectory.require("--out", directory))
                .getMessage();
        assertTrue(message.startsWith("--out " + directory + ": ") && message.contains(sentence), message);
        assertFalse(message.contains("Exception"), message);
    }
}
