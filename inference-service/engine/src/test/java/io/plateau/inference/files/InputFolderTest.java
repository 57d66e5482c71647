package io.plateau.inference.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.plateau.contracts.UnprocessableException;

class InputFolderTest {
    private static final String NAME = "a-file";

    @TempDir
    Path temporary;
    private Path directory;
    private InputFolder folder;

    @BeforeEach
    void aFolder() throws IOException {
        directory = Files.createDirectory(temporary.toRealPath().resolve("m"));
        folder = InputFolder.of("model m", directory);
    }

    @ParameterizedTest
    @EnumSource(FileKind.class)
    void aFileOfEachKindIsFound(FileKind kind) throws IOException {
        assertEquals(Optional.empty(), folder.find(NAME, kind));
        Files.write(directory.resolve(NAME), new byte[]{'{', '}', 0, 0, 0, 0, 0, 0});
        assertEquals(Optional.of(directory.resolve(NAME)), folder.find(NAME, kind));
    }

    @ParameterizedTest
    @EnumSource(FileKind.class)
    void whatIsNoRegularFileWithinTheRootIsRefusedByName(FileKind kind) throws Exception {
        Path file = directory.resolve(NAME);
        Files.createDirectory(file);
        assertRefused(kind, "is a directory; it must be a regular file");
        Files.delete(file);

        // Opening a pipe without a writer blocks forever.
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertRefused(kind, "is a device, named pipe or socket; it must be a regular file"));
        Files.delete(file);

        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertRefused(kind, "is a link that leads out of its root");
        Files.delete(file);

        Files.createSymbolicLink(file, temporary.resolve("nowhere"));
        assertRefused(kind, "is a link to a file that is not there");
        Files.delete(file);

        Files.createSymbolicLink(file, file);
        assertRefused(kind, "is a link to a file that is not there");
    }

    @ParameterizedTest
    @EnumSource(FileKind.class)
    void aFileOfAbsurdSizeIsRefused(FileKind kind) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(directory.resolve(NAME).toFile(), "rw")) {
            sparse.setLength(kind.largest() + 1);
        }
        assertRefused(kind, "has " + (kind.largest() + 1) + " bytes; such a file has at most " + kind.largest());
    }

    @Test
    void linksWithinAHubsCacheAreFollowed() throws IOException {
        Path repository = temporary.toRealPath().resolve("models--org--name");
        Path snapshot = Files.createDirectories(repository.resolve("snapshots/0123"));
        Path blob = Files.createDirectories(repository.resolve("blobs")).resolve("b");
        Files.writeString(blob, "{}");
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/b"));

        assertTrue(InputFolder.of("model m", snapshot).find("config.json", FileKind.CONFIG).isPresent());
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{}");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);

        assertTrue(InputFolder.of("model m", link).find("config.json", FileKind.CONFIG).isPresent());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIG", "INDEX", "TOKENIZER", "COUNTS", "WEIGHTS"})
    void whatStandsInAFilesPlaceIsRecognised(FileKind kind) throws IOException {
        write("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 5\n");
        assertRefused(kind, "is a Git LFS pointer");
        for (String page : new String[]{"<!DOCTYPE html>", "\n <HTML lang=en>", "<?xml version='1.0'?><Error>",
                "\uFEFF<html>"}) {
            write(page);
            assertRefused(kind, "is a web page");
        }
        write("");
        assertRefused(kind, "is empty");
        write(" \n");
        assertRefused(kind, "holds only white space");
        write("PK\u0003\u0004");
        assertRefused(kind, "is a zip archive, as PyTorch's own weights are");
        write("GGUF\u0003");
        assertRefused(kind, "is a GGUF file");
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve(NAME), text);
    }

    private void assertRefused(FileKind kind, String why) {
        String message = assertThrows(UnprocessableException.class, () -> folder.find(NAME, kind)).getMessage();
        assertTrue(message.startsWith(NAME + " of model m " + why), message);
    }
}
