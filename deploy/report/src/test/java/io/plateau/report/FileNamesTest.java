package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

    @ParameterizedTest
    @CsvSource({"tiny-neox, tiny-neox", "EleutherAI/pythia 410m, EleutherAI-pythia-410m",
            "../../etc/passwd, etc-passwd",
            "..., model", "Größe, Gr-e"})
    void replacesWhatAFileNameMayNotHold(String model, String expected) {
        assertEquals(expected, FileNames.safe(model));
    }

    @Test
    void numbersNamesThatWouldOverwriteEachOther() {
        assertEquals(List.of("gpt2", "gpt2-2", "GPT2-3", "gpt2-2-2"),
                FileNames.distinct(List.of("gpt2", "gpt2", "GPT2", "gpt2-2")));
    }
}
