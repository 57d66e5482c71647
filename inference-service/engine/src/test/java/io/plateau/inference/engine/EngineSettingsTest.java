package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.contracts.UnprocessableException;

class EngineSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tpu    | 0  | float32 | device is 'tpu'; it must be auto, cpu or cuda:N
            cuda   | 0  | float32 | device is 'cuda'
            cpu    | -1 | float32 | threads is -1
            cuda:0 | 0  | fp16    | precision is 'fp16'; it must be float32 or tf32
            cuda:0 | 0  | float16 | leave its range: use float32
            cuda:0 | 0  |         | precision is 'null'
            cpu    | 0  | tf32    | only a GPU has TF32
            """)
    void refusesWhatItCannotFollow(String device, int threads, String precision, String part) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> new EngineSettings(device, threads, precision, 0)).getMessage();

        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tf32    | cuda:0 |                                                               | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE is not set
            tf32    | auto   | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=0                            | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE is '0'; set it to 1
            tf32    | cuda:0 | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=true                         | is 'true'; set it to 1
            tf32    | cuda:0 | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1,NVIDIA_TF32_OVERRIDE=0     | forbids it: NVIDIA_TF32_OVERRIDE is '0'
            float32 | auto   | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1                            | switches TF32 on: TORCH_ALLOW_TF32_CUBLAS_OVERRIDE is '1'
            float32 | cuda:0 | NVIDIA_TF32_OVERRIDE=1                                        | switches TF32 on: NVIDIA_TF32_OVERRIDE is '1'
            """)
    void refusesAnEnvironmentThatComputesOtherwise(String precision, String device, String environment, String part) {
        EngineSettings settings = new EngineSettings(device, 0, precision, 0);

        String message = assertThrows(IllegalArgumentException.class,
                () -> settings.requireEnvironment(variables(environment))).getMessage();

        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tf32    | cuda:0 | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1
            tf32    | auto   | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1,NVIDIA_TF32_OVERRIDE=1
            float32 | auto   |
            float32 | cuda:0 | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=0
            float32 | cuda:0 | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1,NVIDIA_TF32_OVERRIDE=0
            float32 | cpu    | TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=1
            """)
    void acceptsAnEnvironmentThatAgrees(String precision, String device, String environment) {
        EngineSettings settings = new EngineSettings(device, 0, precision, 0);

        assertEquals(settings, settings.requireEnvironment(variables(environment)));
    }

    @Test
    void tf32IsRefusedWhereThereTurnsOutToBeNoGpu() {
        EngineSettings tf32 = new EngineSettings("auto", 0, "tf32", 0);

        assertEquals("precision is tf32 but the tensor engine sees no GPU; use precision float32",
                assertThrows(UnprocessableException.class, () -> Machine.device(tf32, 0)).getMessage());
        assertTrue(Machine.device(tf32, 1).isGpu());
        assertFalse(Machine.device(EngineSettings.defaults(), 0).isGpu());
    }

    @Test
    void theEngineSaysWhereAndHowExactlyItComputes() {
        EngineInfo info = Machine.inspect(new EngineSettings("cpu", 1, "float32", 0));

        assertEquals("cpu float32 1", info.device() + " " + info.precision() + " " + info.threads());
    }

    private static Map<String, String> variables(String text) {
        return text == null
                ? Map.of()
                : Arrays.stream(text.split(",")).map(v -> v.split("="))
                        .collect(Collectors.toMap(v -> v[0], v -> v[1]));
    }
}
