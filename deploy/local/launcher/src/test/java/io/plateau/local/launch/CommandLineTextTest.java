package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class CommandLineTextTest {
    @Test
    void theSameRunAgainCanBePastedIntoAShell() {
        RunOptions options = RunCommand.parse("--model", "my models/it's", "--tokens", "4096");
        assertEquals("deploy/local/run --model 'my models/it'\\''s' --tokens 4096 --data /data --stay",
                String.join(" ", CommandLineText.again(options, Path.of("/data"))));
    }
}
