package io.plateau.inference.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashTest {
    @Test
    void theHashIsSha256(@TempDir Path folder) throws IOException {
        // FIPS 180-2, appendix B.1
        FileHash hash = FileHash.of(Files.writeString(folder.resolve("abc.txt"), "abc"));

        assertEquals(new FileHash("abc.txt", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                hash);
    }
}
