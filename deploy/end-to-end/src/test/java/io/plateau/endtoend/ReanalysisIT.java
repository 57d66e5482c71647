package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.export.Export;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** Blocks that an experiment kept, analysed again, come to the bits of an experiment that computes everything. */
class ReanalysisIT {
    private static final String MEASURED = "\"model\": \"tiny-neox\", \"seed\": 3, \"tokens\": {\"count\": 1024, \"contextLength\": 64}";
    private static final String ANALYSED = "\"regimes\": {\"bootstraps\": 20, \"permutations\": 19, \"plateauRule\": \"top-k\","
            + " \"topK\": 12}, \"graph\": {\"observations\": 200, \"controls\": 19, \"louvainRuns\": 2, \"bootstraps\": 20,"
            + " \"objective\": \"absolute\", \"layerRuns\": 2}, \"attention\": {\"headContexts\": 4, \"patchingPairs\": 4,"
            + " \"controlDirections\": 2}, \"mechanisms\": {\"controls\": 19, \"matchedSets\": 19, \"contexts\": 4}";
    private static final String OTHERWISE = "\"regimes\": {\"bootstraps\": 20, \"permutations\": 19}, \"graph\": {\"observations\":"
            + " 200, \"controls\": 20, \"louvainRuns\": 1, \"bootstraps\": 20, \"layerRuns\": 0}, \"attention\": {\"headContexts\":"
            + " 5, \"patchingPairs\": 0, \"controlDirections\": 2}, \"mechanisms\": {\"controls\": 0, \"matchedSets\": 19}";

    @TempDir
    Path directory;

    @Test
    void analysedAgainOrComputedWholeTheResultsAreTheSame() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            List<ServiceProcess> services = system.addAll("");
            ServiceProcess frontDoor = services.get(0);
            String source = system.request(frontDoor,
                    "{" + MEASURED + ", " + OTHERWISE + ", \"keepPartialResults\": true}");
            String whole = system.request(frontDoor, "{" + MEASURED + ", " + ANALYSED + "}");
            awaitEnd(system, frontDoor, source);

            String again = system.request(frontDoor, "{\"reanalysisOf\": \"" + source + "\", " + ANALYSED + "}");
            // And a service that takes blocks over dies on the way
            ServiceProcess graph = services.get(List.of(Service.values()).indexOf(Service.GRAPH));
            system.kill(graph);
            system.awaitReady(system.begin(Service.GRAPH, "graph-again", Map.of()));
            awaitEnd(system, frontDoor, whole);
            awaitEnd(system, frontDoor, again);

            assertEquals(hashes(system, whole), hashes(system, again));
            assertEquals("{0}", text(system, "SELECT array_agg(DISTINCT seconds)::text FROM inference.ledger"
                    + " WHERE stage IN ('capture', 'ablate-neurons') AND experiment_id = '" + again + "'"));
            // Of an experiment that did not keep them there is nothing to analyse again.
            String refusal = system.post(frontDoor, "{\"reanalysisOf\": \"" + whole + "\"}").body();
            assertTrue(refusal.contains("did not keep its partial results"), refusal);
        }
    }

    private static void awaitEnd(ServiceProcesses system, ServiceProcess frontDoor, String id) {
        ServiceProcesses.await("the end of " + id).until(() -> system.experiment(frontDoor, id).isTerminal());
        assertEquals("COMPLETED", system.experiment(frontDoor, id).status(),
                () -> system.experiment(frontDoor, id).reason());
    }

    /** Of every view but the one that has the specifications, which differ. */
    private List<String> hashes(ServiceProcesses system, String id) throws Exception {
        Path folder = directory.resolve(id);
        try (Connection analyst = system.database().connect("analyst")) {
            Export.write(analyst, id, folder);
        }
        return Files.readAllLines(folder.resolve("SHA256SUMS")).stream()
                .filter(line -> !line.endsWith("  experiments.tsv")).toList();
    }

    private static String text(ServiceProcesses system, String query) throws Exception {
        try (Connection superuser = system.database().superuser();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
