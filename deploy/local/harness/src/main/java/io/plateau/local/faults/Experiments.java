package io.plateau.local.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.common.TopicPartition;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.Stage;
import io.plateau.local.export.Export;
import io.plateau.local.faults.record.RawTopics;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.service.Service;

/** The experiments of a harness: asks for them at the front door and looks at what becomes of them. */
public final class Experiments {
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Between the commit of a stage's last block and all that it sets off being published: an analysis. */
    private static final Duration FINISHING = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Longer than everything that may stand still by design: a session's end, a pool's patience, a producer's. */
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(100);

    private final Cluster cluster;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> terminal = new LinkedHashMap<>();
    private final Set<String> sameBits = new LinkedHashSet<>();
    private final Map<String, Map<TopicPartition, Long>> begunAt = new LinkedHashMap<>();
    private Connection connection;
    private volatile String current;
    private volatile String abandoned;

    Experiments(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The specification that every round runs. */
    public static String specification() {
        try (InputStream file = Experiments.class.getResourceAsStream("experiment.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for another experiment of the same specification, which becomes the one under way. */
    String begin() throws IOException {
        current = request();
        return current;
    }

    /** The experiment under way. */
    public String current() {
        return current;
    }

    /** Asks for an experiment beside the one under way. */
    public String request() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(frontDoor() + "/experiments")).timeout(PATIENCE)
                .header("Content-Type", "application/json")
                // Asked again after a lost answer, it is still one experiment.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(specification())).build();
        Map<TopicPartition, Long> ends = new RawTopics(cluster.broker().bootstrapServers()).ends();
        String id = new ObjectMapper().readTree(send(request, 202)).get("id").textValue();
        begunAt.put(id, ends);
        return id;
    }

    /** Where the topics ended when the experiment was asked for: all that it has written comes after. */
    Map<TopicPartition, Long> begunAt(String id) {
        return begunAt.get(id);
    }

    /** Every experiment that was asked for here, the struck, those beside and the undisturbed. */
    Set<String> all() {
        return begunAt.keySet();
    }

    /** Cancels; an experiment that has ended meanwhile stays as it is. */
    public void cancel(String id) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(frontDoor() + "/experiments/" + id)).timeout(PATIENCE)
                .DELETE().build();
        send(request, 204, 409);
    }

    private String send(HttpRequest request, Integer... expected) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var response = client.send(request, BodyHandlers.ofString());
                if (List.of(expected).contains(response.statusCode())) {
                    return response.body();
                }
                // 5xx: a store is away; as any client would, it asks again.
                if (response.statusCode() < 500 || System.nanoTime() > deadline) {
                    throw new IOException(request.method() + " " + request.uri() + " was answered with "
                            + response.statusCode() + ": " + response.body());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Cluster.pause(LOOK);
        }
    }

    private String frontDoor() {
        return cluster.replica(Service.INFERENCE).url();
    }

    /** Empty while the front door does not answer. */
    public Optional<ExperimentView> view(String id) {
        try {
            return new FrontDoor(frontDoor()).experiment(id);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether anybody has asked for it. */
    public boolean exists(String id) throws SQLException {
        return one("SELECT id FROM inference.experiment WHERE id = '" + id.replace("'", "''") + "'") != null;
    }

    /** From the database: the front door may be what was struck. False while it does not answer. */
    public boolean hasEnded(String id) {
        try {
            return !"RUNNING".equals(status(id)) && !"REQUESTED".equals(status(id));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Also when nothing more is expected of it. */
    public boolean currentHasEnded() {
        return current.equals(abandoned) || hasEnded(current);
    }

    /** Whether nothing is left of the one under way that could come to a moment of a service. */
    boolean currentHasPassed(Service service, String moment) {
        return Arrays.stream(Stage.values()).filter(stage -> StageMoments.service(stage) == service)
                .allMatch(stage -> currentHasPassed(stage, moment));
    }

    /** Whether nothing is left of the one under way that could come to a moment of a stage. */
    boolean currentHasPassed(Stage stage, String moment) {
        try {
            return StageMoments.isAfterCommit(moment)
                    ? currentHasEnded() || hasDoneFor(FINISHING, current, stage)
                    : currentHasPassed(stage);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether nothing is left of the one under way that could come to a moment of a stage up to the commit of its last block. */
    boolean currentHasPassed(Stage stage) {
        try {
            return currentHasEnded() || hasDone(current, stage);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Asks for another that is then the one under way; the one before goes on beside it and must come to the same bits. */
    void beginNext() throws IOException {
        expectSameBits(current);
        begin();
    }

    /** Nothing more is expected of the one under way: it has shown that it does not end. */
    void abandonCurrent() {
        abandoned = current;
    }

    /** As the inference service has it; {@code REQUESTED} when it does not know it yet. */
    public String status(String id) throws SQLException {
        String status = one("SELECT status FROM inference.experiment WHERE id = '" + id + "'");
        return status == null ? "REQUESTED" : status;
    }

    /** Why it failed; null when it did not. */
    public String reason(String id) throws SQLException {
        return one("SELECT reason FROM inference.experiment_run WHERE experiment_id = '" + id + "'");
    }

    /** Blocks that are in the ledgers of all services. */
    public long blocksDone(String id) throws SQLException {
        StringBuilder sum = new StringBuilder("SELECT 0");
        for (Service service : Service.values()) {
            sum.append(" + (SELECT count(*) FROM ").append(service.label())
                    .append(".ledger WHERE experiment_id = '").append(id).append("')");
        }
        return Long.parseLong(one(sum.toString()));
    }

    /**
     * Returns the status in which an experiment has ended.
     *
     * @throws ViolationException when it stays as it is without progress
     */
    public String awaitEnd(String id) throws ViolationException {
        long blocks = -1;
        long since = System.nanoTime();
        while (true) {
            try {
                String status = status(id);
                if (!"RUNNING".equals(status) && !"REQUESTED".equals(status)) {
                    terminal.put(id, status);
                    return status;
                }
                long now = blocksDone(id);
                if (now != blocks) {
                    blocks = now;
                    since = System.nanoTime();
                }
                if (System.nanoTime() - since > WITHOUT_PROGRESS.toNanos()) {
                    throw new ViolationException("experiment " + id + " is " + status + " without a block done for "
                            + WITHOUT_PROGRESS.toSeconds() + " s, " + blocks + " blocks done");
                }
            } catch (SQLException e) {
                // The database is away; how long it may be is the fault's to decide.
            }
            Cluster.pause(LOOK);
        }
    }

    /** The hash of the canonical export. */
    String export(String id, Path directory) throws SQLException, IOException {
        try (Connection analyst = cluster.database().current().connect("analyst")) {
            return Export.write(analyst, id, directory);
        }
    }

    /** From now on the harness looks whether this experiment, too, comes to the undisturbed one's bits. */
    void expectSameBits(String id) {
        sameBits.add(id);
    }

    /** What was expected so since the last call. */
    List<String> takeExpectedSameBits() {
        List<String> taken = List.copyOf(sameBits);
        sameBits.clear();
        return taken;
    }

    /** The last that has come to its end: the least is to be read to find its events. */
    String lastCompleted() {
        return terminal.entrySet().stream().filter(ended -> ended.getValue().equals("COMPLETED"))
                .reduce((earlier, later) -> later).orElseThrow().getKey();
    }

    /** Whether an experiment has ended, or all blocks of one of its stages are done. */
    boolean hasDone(String id, Stage stage) throws SQLException {
        return hasEnded(id) || one("SELECT 1 FROM " + stage.service() + ".ledger WHERE experiment_id = '" + id
                + "' AND stage = '" + stage.label() + "' HAVING count(*) = max(blocks)") != null;
    }

    /** Whether all blocks of a stage but one are committed. */
    boolean lacksOne(String id, Stage stage) throws SQLException {
        return one("SELECT 1 FROM " + stage.service() + ".ledger WHERE experiment_id = '" + id + "' AND stage = '"
                + stage.label() + "' HAVING count(*) = max(blocks) - 1") != null;
    }

    /** Whether all blocks of a stage have been done for so long, by the clocks of those that did them. */
    private boolean hasDoneFor(Duration time, String id, Stage stage) throws SQLException {
        return one("SELECT 1 FROM " + stage.service() + ".ledger WHERE experiment_id = '" + id + "' AND stage = '"
                + stage.label() + "' HAVING count(*) = max(blocks) AND max(completed_at) < now() - interval '"
                + time.toSeconds() + " s'") != null;
    }

    /** Experiments that have ended, with their states. */
    Map<String, String> ended() {
        return terminal;
    }

    /** Over a connection that is kept, for it asks often; after a failure the next question makes another. */
    private synchronized String one(String query) throws SQLException {
        if (connection == null) {
            connection = cluster.database().superuser();
        }
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            connection.close();
            connection = null;
            throw e;
        }
    }
}
