package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.export.Export;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** A screened layer with constants found for it: a worker that dies between its stages changes no bit. */
class LayersIT {
    private static final String SPECIFICATION = """
            {"model": "tiny-neox", "seed": 3, "tokens": {"count": 1024, "contextLength": 64},
             "ablation": {"value": "optimal"},
             "mlp": {"layers": 3, "method": "screened", "positions": 96, "exact": 60, "sampled": 12},
             "regimes": {"bootstraps": 20, "permutations": 19, "plateauRule": "top-k", "topK": 12},
             "graph": {"observations": 200, "controls": 19, "louvainRuns": 1, "bootstraps": 20, "layerRuns": 1},
             "attention": {"headContexts": 4, "patchingPairs": 4, "controlDirections": 2}}""";

    @TempDir
    Path directory;

    @Test
    void aWorkerThatDiesOnTheWayChangesNoBit() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            List<ServiceProcess> services = system.addAll("");
            ServiceProcess worker = services.get(List.of(Service.values()).indexOf(Service.INFERENCE));
            String baseline = system.request(worker, SPECIFICATION);
            awaitEnd(system, worker, baseline);

            String struck = system.request(worker, SPECIFICATION);
            ServiceProcesses.await("a block of estimates").until(() -> blocks(system, struck, "screen-neurons") > 0);
            system.kill(worker);
            ServiceProcess another = system.begin(Service.INFERENCE, "inference-again", Map.of());
            system.awaitReady(another);
            awaitEnd(system, another, struck);
            assertEquals(hashes(system, baseline), hashes(system, struck));
        }
    }

    private static void awaitEnd(ServiceProcesses system, ServiceProcess frontDoor, String id) {
        ServiceProcesses.await("the end of " + id).until(() -> system.experiment(frontDoor, id).isTerminal());
        assertEquals("COMPLETED", system.experiment(frontDoor, id).status(),
                () -> system.experiment(frontDoor, id).reason());
    }

    private static long blocks(ServiceProcesses system, String id, String stage) throws Exception {
        try (Connection superuser = system.database().superuser();
                var count = superuser.prepareStatement(
                        "SELECT count(*) FROM inference.ledger WHERE experiment_id = ? AND stage = ?")) {
            count.setString(1, id);
            count.setString(2, stage);
            try (var row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private List<String> hashes(ServiceProcesses system, String id) throws Exception {
        Path folder = directory.resolve(id);
        try (Connection analyst = system.database().connect("analyst")) {
            Export.write(analyst, id, folder);
        }
        return Files.readAllLines(folder.resolve("SHA256SUMS"));
    }
}
