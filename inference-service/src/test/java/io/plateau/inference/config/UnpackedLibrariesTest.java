package io.plateau.inference.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;

class UnpackedLibrariesTest {
    private static final String[] PROPERTIES = {"DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "jna.tmpdir"};

    @TempDir
    Path parent;

    private final String[] before = {System.getProperty(PROPERTIES[0]), System.getProperty(PROPERTIES[1]),
            System.getProperty(PROPERTIES[2])};

    @AfterEach
    void restore() {
        for (int i = 0; i < PROPERTIES.length; i++) {
            if (before[i] == null) {
                System.clearProperty(PROPERTIES[i]);
            } else {
                System.setProperty(PROPERTIES[i], before[i]);
            }
        }
    }

    @Test
    void everyLibraryUnpacksIntoTheOneFolderOfThisUserAlone() throws Exception {
        for (String property : PROPERTIES) {
            System.clearProperty(property);
        }
        Path directory = parent.resolve("a/cache");
        new UnpackedLibraries(directory).use();
        for (String property : PROPERTIES) {
            assertEquals(directory.toString(), System.getProperty(property), property);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void aPlaceThatNobodyUnpacksIntoNeedNotBeWritable() {
        for (String property : PROPERTIES) {
            System.setProperty(property, parent.toString());
        }
        new UnpackedLibraries(Path.of("/proc/plateau")).use();
        for (String property : PROPERTIES) {
            assertEquals(parent.toString(), System.getProperty(property), property);
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldWithTheSettingsName() throws Exception {
        for (String property : PROPERTIES) {
            System.clearProperty(property);
        }
        Path file = Files.writeString(parent.resolve("file"), "");
        for (Path directory : new Path[]{file, file.resolve("below"), Path.of("/proc/plateau")}) {
            String message = assertThrows(UnprocessableException.class, () -> new UnpackedLibraries(directory).use())
                    .getMessage();
            assertTrue(message.startsWith("plateau.cache.directory is " + directory) && message.contains(
                    "PLATEAU_CACHE_DIRECTORY"), message);
        }
    }
}
