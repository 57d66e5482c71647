package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** Blocks that an experiment kept, analysed again, come to the bits of an experiment that computes everything. */
@ExtendWith(WholeSystem.class)
class ReanalysisIT {
    private static final String MEASURED = "\"model\": \"micro-neox\", \"seed\": 3, \"tokens\": {\"count\": 1024, \"contextLength\": 64}";
    private static final String ANALYSED = "\"regimes\": {\"bootstraps\": 20, \"permutations\": 19, \"plateauRule\": \"top-k\","
            + " \"topK\": 12}, \"graph\": {\"observations\": 200, \"controls\": 19, \"louvainRuns\": 2, \"bootstraps\": 20,"
            + " \"objective\": \"absolute\", \"layerRuns\": 2}, \"attention\": {\"headContexts\": 4, \"patchingPairs\": 4,"
            + " \"controlDirections\": 2}, \"mechanisms\": {\"controls\": 19, \"matchedSets\": 19, \"contexts\": 4}";
    private static final String OTHERWISE = "\"regimes\": {\"bootstraps\": 20, \"permutations\": 19}, \"graph\": {\"observations\":"
            + " 200, \"controls\": 20, \"louvainRuns\": 1, \"bootstraps\": 20, \"layerRuns\": 0}, \"attention\": {\"headContexts\":"
            + " 5, \"patchingPairs\": 0, \"controlDirections\": 2}, \"mechanisms\": {\"controls\": 0, \"matchedSets\": 19}";

    @Test
    void analysedAgainOrComputedWholeTheResultsAreTheSame(ServiceProcesses system) throws Exception {
        ServiceProcess frontDoor = system.of(Service.INFERENCE);
        String source = system.request(frontDoor,
                "{" + MEASURED + ", " + OTHERWISE + ", \"keepPartialResults\": true}");
        String whole = system.request(frontDoor, "{" + MEASURED + ", " + ANALYSED + "}");
        system.awaitCompletion(source);

        String again = system.request(frontDoor, "{\"reanalysisOf\": \"" + source + "\", " + ANALYSED + "}");
        // And a service that takes blocks over dies on the way
        system.kill(system.of(Service.GRAPH));
        system.addAgain(Service.GRAPH);
        system.awaitCompletion(whole);
        system.awaitCompletion(again);

        assertEquals(results(system, whole), results(system, again));
        assertEquals("{0}", text(system, "SELECT array_agg(DISTINCT seconds)::text FROM inference.ledger"
                + " WHERE stage IN ('capture', 'ablate-neurons') AND experiment_id = '" + again + "'"));
        // Of an experiment that did not keep them there is nothing to analyse again.
        String refusal = system.post(frontDoor, "{\"reanalysisOf\": \"" + whole + "\"}").body();
        assertTrue(refusal.contains("did not keep its partial results"), refusal);
    }

    /** Of every view but the one that has the specifications, which differ. */
    private static List<String> results(ServiceProcesses system, String id) throws Exception {
        return system.hashes(id).stream().filter(line -> !line.endsWith("  experiments.tsv")).toList();
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
