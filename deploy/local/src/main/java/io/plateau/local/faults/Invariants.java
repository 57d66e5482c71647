package io.plateau.local.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.plateau.contracts.Stage;
import io.plateau.local.launch.ExperimentView;
import io.plateau.local.launch.Service;

/** What must hold when an experiment has ended, and at the end of everything. */
final class Invariants {
    private static final Duration LAG_GONE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final String LEDGERS = Arrays.stream(Service.values()).map(Service::label)
            .map(service -> "SELECT id, status, stage, count(*) AS rows, count(DISTINCT block) AS different,"
                    + " min(blocks) AS least, max(blocks) AS most FROM " + service
                    + ".ledger JOIN inference.experiment ON id = experiment_id GROUP BY id, status, stage")
            .collect(Collectors.joining(" UNION ALL "));

    private final Cluster cluster;

    Invariants(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Every block that was expected is done, by the front door's count and by the ledgers'. */
    void requireAllBlocks(String id) throws ViolationException, SQLException {
        ExperimentView view = cluster.experiments().view(id)
                .orElseThrow(() -> new ViolationException("the front door does not show experiment " + id));
        if (!view.everyStageCompleted()) {
            throw new ViolationException("experiment " + id + " has ended with stages that have not: " + view.stages());
        }
        try (Connection connection = cluster.database().superuser();
                Statement statement = connection.createStatement()) {
            for (ExperimentView.StageView stage : view.stages()) {
                String service = Stage.ofLabel(stage.stage()).service();
                try (ResultSet rows = statement.executeQuery("SELECT count(*), count(DISTINCT block), max(blocks) FROM "
                        + service + ".ledger WHERE experiment_id = '" + id + "' AND stage = '" + stage.stage() + "'")) {
                    rows.next();
                    if (rows.getInt(1) != stage.blocks() || rows.getInt(2) != stage.blocks()
                            || rows.getInt(3) != stage.blocks()) {
                        throw new ViolationException("stage " + stage.stage() + " of experiment " + id + " has "
                                + rows.getInt(1) + " blocks in the ledger, " + rows.getInt(2)
                                + " of them different, of "
                                + stage.blocks());
                    }
                }
            }
        }
    }

    /** What has ended stays as it ended. */
    void requireTerminalStatesUnchanged() throws ViolationException, SQLException {
        for (Map.Entry<String, String> ended : cluster.experiments().ended().entrySet()) {
            String now = cluster.experiments().status(ended.getKey());
            if (!ended.getValue().equals(now)) {
                throw new ViolationException("experiment " + ended.getKey() + " had ended as " + ended.getValue()
                        + " and is " + now);
            }
        }
    }

    /** Consumers come to the end of their topics. */
    void requireNoLag() throws ViolationException {
        long deadline = System.nanoTime() + LAG_GONE_WITHIN.toNanos();
        Map<String, Long> lags = Lag.of(cluster.broker().bootstrapServers(), cluster.groups().whole());
        while (!lags.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("consumers lag " + LAG_GONE_WITHIN.toSeconds()
                        + " s after the last experiment ended: " + lags);
            }
            Cluster.pause(LOOK);
            lags = Lag.of(cluster.broker().bootstrapServers(), cluster.groups().whole());
        }
    }

    /** No experiment is left without an end, also none that a fault asked for. */
    void requireEveryExperimentEnded() throws ViolationException, SQLException {
        List<String> left = new ArrayList<>();
        try (Connection connection = cluster.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, status FROM inference.experiment"
                        + " WHERE status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED') ORDER BY id")) {
            while (rows.next()) {
                left.add(rows.getString(1) + " is " + rows.getString(2));
            }
        }
        if (!left.isEmpty()) {
            throw new ViolationException("experiments without an end: " + String.join(", ", left));
        }
    }

    /**
     * Blocks expected = done + given up with an experiment that failed for a dead letter + cancelled, in every stage of every
     * experiment that was begun.
     *
     * @return the four counts over all experiments
     */
    String requireBlocksAccounted() throws ViolationException, SQLException {
        long expected = 0;
        long done = 0;
        Map<String, Long> missing = new TreeMap<>();
        try (Connection connection = cluster.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LEDGERS)) {
            while (rows.next()) {
                String status = rows.getString("status");
                long lacking = rows.getLong("most") - rows.getLong("rows");
                if (rows.getLong("least") != rows.getLong("most") || rows.getLong("rows") != rows.getLong("different")
                        || lacking < 0 || lacking > 0 && status.equals("COMPLETED")) {
                    throw new ViolationException("stage " + rows.getString("stage") + " of experiment "
                            + rows.getString("id") + ", which is " + status + ", has " + rows.getLong("rows")
                            + " blocks in the ledger, " + rows.getLong("different") + " of them different, of "
                            + rows.getLong("least") + " to " + rows.getLong("most"));
                }
                expected += rows.getLong("most");
                done += rows.getLong("rows");
                missing.merge(status, lacking, Long::sum);
            }
        }
        return expected + " expected = " + done + " done + " + missing.getOrDefault("FAILED", 0L)
                + " given up with experiments that failed + " + missing.getOrDefault("CANCELLED", 0L) + " cancelled";
    }

    /**
     * Every dead letter says where it comes from and why, and of the experiments that were asked for, those with a dead letter,
     * and no others, have failed for the reason of one.
     */
    void requireDeadLettersExplained() throws ViolationException, SQLException {
        List<String> unexplained = new ArrayList<>();
        Map<String, List<String>> reasons = new TreeMap<>();
        for (DeadLetters.Letter letter : DeadLetters.all(cluster.broker().bootstrapServers())) {
            if (!letter.isTraceable()) {
                unexplained.add(letter + " does not say where it comes from and why");
            } else if (letter.experiment() != null) {
                reasons.computeIfAbsent(letter.experiment(), id -> new ArrayList<>()).add(letter.reason());
            }
        }
        for (String id : cluster.experiments().all()) {
            String reason = cluster.experiments().reason(id);
            boolean failed = cluster.experiments().status(id).equals("FAILED");
            if (!failed && reasons.containsKey(id)) {
                unexplained.add("experiment " + id + " is " + cluster.experiments().status(id)
                        + " though records of it are dead letters: " + reasons.get(id));
            }
            if (failed && (reason == null
                    || reasons.getOrDefault(id, List.of()).stream().noneMatch(reason::contains))) {
                unexplained.add("experiment " + id + " has failed with the reason '" + reason
                        + "', which no dead letter of it has: " + reasons.get(id));
            }
        }
        if (!unexplained.isEmpty()) {
            throw new ViolationException("dead letters: " + String.join("; ", unexplained));
        }
    }

    /** Nobody was ready without a store, or called itself dead for long. */
    String requireHealthTold() throws ViolationException {
        List<String> lies = cluster.health().violations();
        if (!lies.isEmpty()) {
            throw new ViolationException(String.join("; ", lies));
        }
        return cluster.health().looks() + " looks at liveness and readiness, none told otherwise than it was";
    }

    /** Most that any process of a service has had resident, also of replicas that were taken away, stays within its service's bound. */
    List<String> requireMemoryBounds() throws ViolationException {
        List<String> figures = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        cluster.replicas().forEach(cluster::sampleMemory);
        for (Service service : Service.values()) {
            long mebibytes = cluster.replicasEver().stream().filter(replica -> replica.service() == service)
                    .mapToLong(Replica::peakMebibytes).max().orElse(0);
            long bound = Memory.boundMebibytes(service);
            figures.add(service.label() + " " + mebibytes + " MiB of " + bound);
            if (mebibytes > bound) {
                beyond.add("a replica of " + service.label() + " had " + mebibytes
                        + " MiB resident, more than its bound of " + bound);
            }
        }
        if (!beyond.isEmpty()) {
            throw new ViolationException(String.join("; ", beyond));
        }
        return figures;
    }
}
