package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.TestReporter;

/** The notebooks, executed where Python has the packages that they need. */
final class Notebooks {
    private static final Path TARGET = Path.of("target/notebooks");
    private static final long MINUTES = 5;
    private static final int WITHOUT_PYTHON = 3;

    private Notebooks() {
    }

    /**
     * Executes them on a running system; they must end without an error, and with as many pictures as they have plots.
     *
     * @param settings of their environment
     * @param plots by the name of a notebook
     */
    static void execute(String frontDoor, Map<String, String> settings, Map<String, Integer> plots,
            TestReporter reporter)
            throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        for (Map.Entry<String, Integer> notebook : plots.entrySet()) {
            Path log = TARGET.resolve(notebook.getKey() + ".log");
            ProcessBuilder builder = new ProcessBuilder(
                    ServiceProcesses.home().resolve("deploy/notebooks/execute").toString(), frontDoor,
                    TARGET.toAbsolutePath().toString(), notebook.getKey()).redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(settings);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(notebook.getKey() + " took more than " + MINUTES + " minutes");
            }
            if (process.exitValue() == WITHOUT_PYTHON) {
                reporter.publishEntry("left out",
                        "notebook " + notebook.getKey() + ": " + Files.readString(log).strip());
                continue;
            }
            assertEquals(0, process.exitValue(), Files.readString(log));
            String executed = Files.readString(TARGET.resolve(notebook.getKey() + ".ipynb"));
            assertEquals(notebook.getValue(), executed.split("\"image/png\": \"", -1).length - 1, notebook.getKey());
            assertFalse(executed.contains("\"output_type\": \"error\""), notebook.getKey());
        }
    }
}
