package io.plateau.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    Path folder;

    @Test
    void aWritableFolderDoesAndIsLeftEmpty() throws IOException {
        assertEquals(Optional.empty(), Start.refusal(folder));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aLineOfJsonEscapesWhatItMust() {
        assertEquals("{\"timestamp\":\"t\",\"level\":\"ERROR\",\"loggerName\":\"io.plateau.runtime.process.Start\","
                + "\"message\":\"user \\u0022graph\\u0022\\u000aé\"}", Start.json("t", "user \"graph\"\né"));
    }

    @Test
    void anyOtherIsRefusedInASentence() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path none : new Path[]{folder.resolve("missing"), file}) {
            String refusal = Start.refusal(none).orElseThrow();
            assertTrue(refusal.startsWith("the folder for temporary files, " + none + ", is not a directory; mount"),
                    refusal);
        }
        // Also for root, who may write anywhere else
        Path kernel = Path.of("/proc/sys");
        if (Files.isDirectory(kernel)) {
            assertTrue(Start.refusal(kernel).isPresent());
        }
    }
}
