package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    @TempDir
    Path home;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void anInstallation() throws Exception {
        TestInstallation.in(home);
        System.setProperty("plateau.home", home.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("plateau.home");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--modle tiny-neox          | Unknown options: '--modle', 'tiny-neox'",
            "--tokens many              | --tokens takes a whole number, not 'many'",
            "--tokens 1.5               | --tokens takes a whole number, not '1.5'",
            "--tokens 99999999999       | --tokens takes a whole number, not '99999999999'",
            "--tokens                   | Missing required parameter",
            "--tokens 100               | tokens.count is 100; with tokens.contextLength 256 it must be at least 512",
            "--model large              | no bundled model of that name; bundled are tiny-gpt2, tiny-neox",
            "--model tiny-neox --model tiny-neox | a model named tiny-neox was given before",
            "--corpus nowhere.jsonl     | there is no such file",
            "--replicas gpu=2           | there is no such service; services are inference, influence, graph, routing",
            "--spec nowhere.json        | the file cannot be read",
            "surplus                    | Unmatched argument"})
    void aWrongOptionGetsASentenceAndExitCode2(String arguments, String sentence) {
        // When the command is run with it
        int code = run(arguments.split(" +"));
        // Then it says what is wrong, and nothing was started
        assertEquals(2, code, errors.toString());
        assertTrue(errors.toString(StandardCharsets.UTF_8).contains(sentence), errors.toString());
        assertEquals(0, console.size());
    }

    @Test
    void helpListsEveryOption() {
        assertEquals(0, run("--help"));
        for (String option : new String[]{"--model", "--corpus", "--tokens", "--spec", "--out", "--data", "--stay",
                "--replicas"}) {
            assertTrue(console.toString(StandardCharsets.UTF_8).contains(option), option);
        }
    }

    @Test
    void aServiceThatIsNotBuiltIsNamed() {
        assertEquals(1, run());
        assertTrue(errors.toString().startsWith("inference-service is not built"), errors.toString());
    }

    private int run(String... arguments) {
        return RunCommand.execute(arguments, new PrintStream(console, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
    }
}
