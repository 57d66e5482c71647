package io.plateau.local.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.plateau.contracts.Stage;
import io.plateau.local.launch.ExperimentView;

/** What must hold when an experiment has ended, and at the end of everything. */
final class Invariants {
    private static final Duration LAG_GONE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(250);

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
        Map<String, Long> lags = Lag.of(cluster.broker().bootstrapServers());
        while (!lags.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("consumers lag " + LAG_GONE_WITHIN.toSeconds()
                        + " s after the last experiment ended: " + lags);
            }
            Cluster.pause(LOOK);
            lags = Lag.of(cluster.broker().bootstrapServers());
        }
    }

    /** Every dead letter says where it comes from and why, and its reason is the experiment's, where that is known. */
    void requireDeadLettersExplained() throws ViolationException, SQLException {
        List<String> unexplained = new ArrayList<>();
        for (DeadLetters.Letter letter : DeadLetters.all(cluster.broker().bootstrapServers())) {
            if (!letter.isTraceable()) {
                unexplained.add(letter + " does not say where it comes from and why");
            } else if (letter.experiment() != null && cluster.experiments().exists(letter.experiment())
                    && !cluster.experiments().hasEnded(letter.experiment())) {
                unexplained.add(letter + " but its experiment has not ended");
            }
        }
        for (Map.Entry<String, String> ended : cluster.experiments().ended().entrySet()) {
            String reason = cluster.experiments().reason(ended.getKey());
            if (ended.getValue().equals("FAILED") && (reason == null || reason.isBlank())) {
                unexplained.add("experiment " + ended.getKey() + " has failed without a reason");
            }
        }
        if (!unexplained.isEmpty()) {
            throw new ViolationException("dead letters: " + String.join("; ", unexplained));
        }
    }

    /** Most that each process has had resident stays within its service's bound. */
    List<String> requireMemoryBounds() throws ViolationException {
        List<String> figures = new ArrayList<>();
        for (Replica replica : cluster.replicas()) {
            replica.sampleMemory();
            long mebibytes = replica.peakMebibytes();
            long bound = Memory.boundMebibytes(replica.service());
            figures.add(replica.name() + " " + mebibytes + " MiB of " + bound);
            if (mebibytes > bound) {
                throw new ViolationException(
                        replica.name() + " had " + mebibytes + " MiB resident, more than its bound of "
                                + bound);
            }
        }
        return figures;
    }
}
