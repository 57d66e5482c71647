package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/**
 * The same experiment with one and with two processes of the inference service gives the same tables, bit for bit. A
 * matrix product may be summed in another order with another number of threads, so the bits are those of a thread count;
 * both runs have one thread per process, and the count is in every experiment's provenance. That replicas which come and go
 * change no bit is part of every run of the fault harness; here every row of every view is compared.
 */
@Tag("drill")
class ReplicasIT {
    private static final Duration RUN = Duration.ofMinutes(8);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Pattern INFERENCE = Pattern
            .compile("(?m)^ +inference-service\\S* .* health and metrics (http\\S+)$");
    private static final Pattern COMPUTED = Pattern
            .compile("(?m)^plateau_blocks_total\\{[^}]*outcome=\"done\"[^}]*} ([0-9.]+)");
    /** Of a run and not of what it found. */
    private static final Set<String> OF_THE_RUN = Set.of("experiment_id", "requested_at", "finished_at");

    @TempDir
    Path directory;

    @Test
    void twoReplicasShareTheBlocksAndChangeNoBit() throws Exception {
        Map<String, List<String>> one = run("one", 1);
        Map<String, List<String>> two = run("two", 2);

        assertEquals(one.keySet(), two.keySet());
        assertFalse(one.get("neurons").isEmpty() || one.get("heads").isEmpty() || one.get("verdicts").isEmpty());
        one.forEach((view, rows) -> assertEquals(rows, two.get(view), view));
    }

    @Test
    void replicasThatStartAtOnceOnNoSchemaAllBecomeReady() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            List<ServiceProcess> replicas = new ArrayList<>();
            for (int replica = 1; replica <= 2; replica++) {
                for (Service service : Service.values()) {
                    replicas.add(system.begin(service, service.label() + "-" + replica, Map.of()));
                }
            }
            replicas.forEach(system::awaitReady);
        }
    }

    private Map<String, List<String>> run(String name, int replicas) throws Exception {
        Path data = directory.resolve(name);
        Path specification = Path.of("src/test/resources/small-experiment.json").toAbsolutePath();
        try (LauncherRun run = LauncherRun.start(directory.resolve(name + ".txt"), data,
                Map.of("PLATEAU_THREADS", "1"), "--spec", specification.toString(), "--out",
                directory.resolve(name + "-out").toString(), "--replicas", "inference=" + replicas, "--stay")) {
            run.awaitOutput("psql \"postgresql://analyst", RUN);
            List<Double> computed = blocksPerReplica(run.output());
            assertEquals(replicas, computed.size(), run::output);
            assertTrue(computed.stream().allMatch(blocks -> blocks > 0),
                    () -> "blocks computed by each replica: " + computed);
            run.terminate(STOP);
        }
        try (LocalDatabase database = LocalDatabase.start(data.resolve("postgres"), Durability.KEPT);
                Connection analyst = database.connect("analyst")) {
            return results(analyst);
        }
    }

    private static List<Double> blocksPerReplica(String output) throws IOException, InterruptedException {
        List<Double> computed = new ArrayList<>();
        Matcher replica = INFERENCE.matcher(output);
        while (replica.find()) {
            String metrics = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(replica.group(1) + "/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            computed.add(COMPUTED.matcher(metrics).results().mapToDouble(m -> Double.parseDouble(m.group(1))).sum());
        }
        return computed;
    }

    /** Every view with its rows as text, in which PostgreSQL writes a number so that no bit is lost. */
    private static Map<String, List<String>> results(Connection analyst) throws SQLException {
        Map<String, List<String>> results = new TreeMap<>();
        for (String view : column(analyst,
                "SELECT table_name FROM information_schema.views WHERE table_schema = 'results'")) {
            List<String> rows = column(analyst, "SELECT to_jsonb(v)::text FROM results." + view
                    + " v").stream().map(ReplicasIT::withoutRun).sorted().toList();
            results.put(view, rows);
        }
        return results;
    }

    private static String withoutRun(String row) {
        String kept = row;
        for (String column : OF_THE_RUN) {
            kept = kept.replaceFirst("\"" + column + "\": (\"[^\"]*\"|null)(, )?", "");
        }
        return kept;
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
