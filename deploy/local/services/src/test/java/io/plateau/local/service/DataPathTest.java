package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.local.command.RunException;

class DataPathTest {
    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(strings = {"a b", "it's", "100%25", "a:b", "eüx", "a;b&c(d)", "#!?*[x]"})
    void mostNamesWillDo(String name) {
        assertDoesNotThrow(() -> DataPath.require(parent.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\"b", "$HOME", "a`b", "a\\b", "a\nb"})
    void aNameThatKafkaOrPostgresqlWouldMisreadIsRefused(String name) {
        assertTrue(assertThrows(RunException.class, () -> DataPath.require(parent.resolve(name))).getMessage()
                .contains("cannot be used"));
    }

    @Test
    void dataOfAnotherVersionAndAFileAreRefused() throws Exception {
        Path data = Files.createDirectories(parent.resolve("old/postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "16\n");
        assertTrue(assertThrows(RunException.class, () -> DataPath.require(parent.resolve("old"))).getMessage()
                .contains("is of PostgreSQL 16 and this is PostgreSQL 18"));
        Path file = Files.writeString(parent.resolve("file"), "");
        assertTrue(assertThrows(RunException.class, () -> DataPath.require(file)).getMessage().contains("is a file"));
    }

    @Test
    void aPathThatIsTooLongIsRefused() {
        assertThrows(RunException.class, () -> DataPath.require(parent.resolve("a/".repeat(500))));
    }
}
