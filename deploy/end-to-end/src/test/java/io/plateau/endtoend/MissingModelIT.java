package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.ServiceProcess;

/** Of two workers of a pool one has a model and the other has not; then none has it. */
@Tag("drill")
class MissingModelIT {
    private static final String SPECIFICATION = """
            {"model":"tiny-neox","seed":5,"tokens":{"count":8192,"contextLength":64},"graph":{"observations":200}}""";

    @TempDir
    Path directory;

    private Map<String, String> lacking;

    @BeforeEach
    void aFolderWithTheOtherModel() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("models/tiny-gpt2"));
        try (Stream<Path> files = Files.list(ServiceProcesses.home().resolve("deploy/models/tiny-gpt2"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        lacking = Map.of("PLATEAU_ROLES", "worker", "PLATEAU_MODELS_ROOTS", folder.getParent().toString());
    }

    @Test
    void theBlocksOfAWorkerThatLacksTheModelAreDoneByTheOther() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("one"))) {
            ServiceProcess frontDoor = system.add("front-door", Map.of("PLATEAU_ROLES", "front-door"));
            ServiceProcess without = system.begin("without", lacking);
            ServiceProcess with = system.begin("with", Map.of("PLATEAU_ROLES", "worker"));
            system.awaitReady(without);
            system.awaitReady(with);
            assertFalse(system.readiness(without).contains("missing"));

            String experiment = system.request(frontDoor, SPECIFICATION);
            system.awaitStage(frontDoor, experiment, "ablate-neurons");

            // The worker says so, in its readiness, log and metrics, and goes on
            String readiness = system.readiness(without);
            assertTrue(readiness.contains("\"missing\": \"model tiny-neox\""), readiness);
            assertTrue(Files.readString(system.log("without")).contains("model tiny-neox is not here: there is no model"
                    + " 'tiny-neox'; available: tiny-gpt2"));
            double returned = system.metric(without, "plateau_blocks_total", "outcome").getOrDefault("returned", 0.0);
            assertTrue(returned > 0, "blocks given back: " + returned);
            assertEquals(Map.of("model tiny-neox", returned),
                    system.metric(without, "plateau_inputs_missing_total", "input"));
            assertFalse(system.metric(without, "plateau_blocks_total", "outcome").containsKey("done"));
            assertTrue(Files.notExists(system.log("with"))
                    || !Files.readString(system.log("with")).contains("dead-lettered"));
        }
    }

    @Test
    void whereNoWorkerHasTheModelTheExperimentFailsAndSaysSo() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("none"))) {
            ServiceProcess frontDoor = system.add("front-door", Map.of("PLATEAU_ROLES", "front-door"));
            ServiceProcess one = system.begin("one", lacking);
            ServiceProcess other = system.begin("other", lacking);
            system.awaitReady(one);
            system.awaitReady(other);

            String experiment = system.request(frontDoor, SPECIFICATION);
            ServiceProcesses.await("the end of " + experiment)
                    .until(() -> system.experiment(frontDoor, experiment).isTerminal());

            ExperimentView view = system.experiment(frontDoor, experiment);
            assertEquals("FAILED", view.status());
            assertTrue(view.reason().contains("no worker of the pool default has model tiny-neox: there is no model"
                    + " 'tiny-neox'; available: tiny-gpt2"), view.reason());
        }
    }
}
