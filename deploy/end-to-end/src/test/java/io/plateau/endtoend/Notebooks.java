package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.TestReporter;

/** The notebooks, executed where Python with what they need is installed. */
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
            List<String> command = new ArrayList<>(List.of(
                    ServiceProcesses.home().resolve("deploy/notebooks/execute").toString(), frontDoor,
                    TARGET.toAbsolutePath().toString(), notebook.getKey()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
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
            assertTrue(!executed.contains("\"output_type\": \"error\""), notebook.getKey());
        }
    }
}
