package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** A screened layer with constants found for it: a worker that dies between its stages changes no bit. */
@ExtendWith(WholeSystem.class)
class LayersIT {
    private static final String SPECIFICATION = """
            {"model": "micro-neox", "seed": 3, "tokens": {"count": 1024, "contextLength": 64},
             "ablation": {"value": "optimal"},
             "mlp": {"layers": 1, "method": "screened", "positions": 96, "exact": 60, "sampled": 12},
             "regimes": {"bootstraps": 20, "permutations": 19, "plateauRule": "top-k", "topK": 12},
             "graph": {"observations": 200, "controls": 19, "louvainRuns": 1, "bootstraps": 20, "layerRuns": 1},
             "attention": {"headContexts": 4, "patchingPairs": 4, "controlDirections": 2}}""";

    @Test
    void aWorkerThatDiesOnTheWayChangesNoBit(ServiceProcesses system) throws Exception {
        ServiceProcess worker = system.of(Service.INFERENCE);
        String baseline = system.request(worker, SPECIFICATION);
        system.awaitCompletion(baseline);

        String struck = system.request(worker, SPECIFICATION);
        ServiceProcesses.await("a block of estimates").until(() -> blocks(system, struck, "screen-neurons") > 0);
        system.kill(worker);
        system.addAgain(Service.INFERENCE);
        system.awaitCompletion(struck);
        assertEquals(system.hashes(baseline), system.hashes(struck));
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
}
