package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.command.UsageException;
import io.plateau.local.service.Installation;

class TrainingRunTest {
    @TempDir
    Path directory;

    private Installation installation;
    private Path run;

    @BeforeEach
    void threeCheckpoints() throws IOException {
        installation = new Installation(directory.resolve("home"));
        run = directory.resolve("run");
        file("step10/model.safetensors", "ten");
        file("step10/tokenizer.json", "of ten");
        file("step9/model.safetensors", "nine");
        file("step200/model.safetensors", "last");
        file("step200/config.json", "c");
        file("step200/tokenizer.json", "of the last");
        file("step200/other.safetensors", "weights of the last alone");
        file("notes/step.txt", "no checkpoint");
    }

    @Test
    void aCheckpointTakesWhatItLacksBesideItsWeightsFromTheLastOne() throws IOException {
        for (int time = 0; time < 2; time++) {
            List<Path> models = TrainingRun.of(run.toString(), installation).models();

            assertEquals(List.of("run@step9", "run@step10", "run@step200"),
                    models.stream().map(model -> model.getFileName().toString()).toList());
            assertEquals("nine", Files.readString(models.get(0).resolve("model.safetensors")));
            assertEquals("c", Files.readString(models.get(0).resolve("config.json")));
            assertEquals("of the last", Files.readString(models.get(0).resolve("tokenizer.json")));
            assertEquals("of ten", Files.readString(models.get(1).resolve("tokenizer.json")));
            assertTrue(Files.notExists(models.get(0).resolve("other.safetensors")));
        }
    }

    @Test
    void aBundledRunIsFoundByItsName() throws IOException {
        Path bundled = installation.models().resolve("bundled");
        for (String step : List.of("step1", "step2")) {
            Files.createDirectories(bundled.resolve(step));
            Files.writeString(bundled.resolve(step).resolve("model.safetensors"), step);
        }

        assertEquals(2, TrainingRun.of("bundled", installation).models().size());
    }

    @Test
    void whatIsNoTrainingRunIsRefused() throws IOException {
        refused("there is no such directory", directory.resolve("nowhere"));
        refused("the directory has no folder named step<N>", Files.createDirectory(directory.resolve("empty")));
        Files.createDirectories(directory.resolve("one/step3"));
        refused("the directory has one folder named step<N>", directory.resolve("one"));
        Files.createDirectory(run.resolve("step11"));
        refused("step11 has no .safetensors file", run);
        Files.createDirectory(run.resolve("step011"));
        refused("two folders are of step 11", run);
    }

    private void refused(String sentence, Path where) {
        String message = assertThrows(UsageException.class, () -> TrainingRun.of(where.toString(), installation))
                .getMessage();
        assertTrue(message.startsWith("--trajectory " + where + ": ") && message.contains(sentence), message);
    }

    private void file(String name, String content) throws IOException {
        Path file = run.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
