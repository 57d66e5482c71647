package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.service.ServiceProcess;

/** Two experiments on two models at once, with a pool of workers for each: how often they load weights. */
@Tag("drill")
class PoolsIT {
    private static final String LOADS = "plateau_model_load_seconds_count";
    private static final String SPECIFICATION = """
            {"model":"%s","seed":5,"tokens":{"count":8192,"contextLength":64},"graph":{"observations":200}}""";

    @TempDir
    Path directory;

    @Test
    void withAPoolForEachModelWeightsAreLoadedOnce() throws Exception {
        Map<String, String> pools = Map.of("PLATEAU_POOLS", "g=tiny-gpt2;default=tiny-n*", "PLATEAU_MODELS_LOADED",
                "1");
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("two"), "g")) {
            ServiceProcess frontDoor = system.add("front-door", with(pools, "PLATEAU_ROLES", "front-door"));
            // Refused in words, at once
            var refused = system.post(frontDoor, SPECIFICATION.formatted("tiny-llama"));
            assertEquals(400, refused.statusCode());
            assertTrue(
                    refused.body().contains("no pool of workers serves model 'tiny-llama'; the pools and their models"
                            + " are g (tiny-gpt2), default (tiny-n*)"),
                    refused.body());

            Map<String, String> worker = with(pools, "PLATEAU_ROLES", "worker");
            ServiceProcess one = system.begin("one", with(worker, "PLATEAU_POOL", "g"));
            ServiceProcess other = system.begin("other", worker);
            system.awaitReady(one);
            system.awaitReady(other);
            both(system, frontDoor);

            assertEquals(Map.of("tiny-gpt2", 1.0), system.metric(one, LOADS, "model"));
            assertEquals(Map.of("tiny-neox", 1.0), system.metric(other, LOADS, "model"));
            // Nothing is left for either
            assertEquals(Map.of("default", 0.0, "g", 0.0), system.metric(frontDoor, "plateau_pending_blocks", "pool"));
        }
    }

    private static void both(ServiceProcesses system, ServiceProcess frontDoor) throws Exception {
        List<String> experiments = new ArrayList<>();
        for (String model : List.of("tiny-gpt2", "tiny-neox")) {
            experiments.add(system.request(frontDoor, SPECIFICATION.formatted(model)));
        }
        for (String experiment : experiments) {
            system.awaitStage(frontDoor, experiment, "ablate-neurons");
        }
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }
}
