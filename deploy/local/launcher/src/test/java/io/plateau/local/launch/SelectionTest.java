package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.command.UsageException;

class SelectionTest {
    @TempDir
    Path home;

    @Test
    void aModelWithoutReadableWeightsOrTokenizerIsRefusedBeforeAnythingStarts() throws Exception {
        Selection selection = new Selection(TestInstallation.in(home), Map.of());
        Path model = TestInstallation.model(home.resolve("mine"));
        // Given weights that only another tool reads
        Path pickled = Files.writeString(model.resolve("pytorch_model.bin"), "x");
        assertEquals(
                "--model " + model + ": the directory has no weights that can be read: only .safetensors files are,"
                        + " and it has pytorch_model.bin",
                refusal(selection, model));
        // Given weights without a tokenizer
        Files.move(pickled, model.resolve("model.safetensors"));
        assertEquals(
                "--model " + model + ": the directory has no tokenizer.json; it turns text into the tokens that the"
                        + " model was trained on",
                refusal(selection, model));
        // Given both
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        assertEquals("mine", selection.model(model.toString()).name());
    }

    private static String refusal(Selection selection, Path model) {
        return assertThrows(UsageException.class, () -> selection.model(model.toString())).getMessage();
    }
}
