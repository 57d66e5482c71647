package io.plateau.local.faults.invariant;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.ExperimentView;

/** What must hold when an experiment has ended, and at the end of everything. */
public final class Invariants {
    private static final Duration LAG_GONE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Processes processes;
    private final Broker broker;
    private final Database database;
    private final Experiments experiments;
    private final Groups groups;
    private final HealthJudge health;

    public Invariants(Processes processes, Broker broker, Database database, Experiments experiments, Groups groups,
            HealthJudge health) {
        this.processes = processes;
        this.broker = broker;
        this.database = database;
        this.experiments = experiments;
        this.groups = groups;
        this.health = health;
    }

    /** Every block that was expected is done, by the front door's count and by the ledgers'. */
    public void requireAllBlocks(String id) throws ViolationException, SQLException {
        ExperimentView view = experiments.view(id)
                .orElseThrow(() -> new ViolationException("the front door does not show experiment " + id));
        if (!view.everyStageCompleted()) {
            throw new ViolationException("experiment " + id + " has ended with stages that have not: " + view.stages());
        }
        try (Connection connection = database.superuser();
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
    public void requireTerminalStatesUnchanged() throws ViolationException, SQLException {
        Map<String, String> now = new TreeMap<>();
        for (String id : experiments.ended().keySet()) {
            now.put(id, experiments.status(id));
        }
        requireUnchanged(experiments.ended(), now);
    }

    /** @throws ViolationException naming an experiment whose state is another now */
    public static void requireUnchanged(Map<String, String> ended, Map<String, String> now) throws ViolationException {
        for (Map.Entry<String, String> end : ended.entrySet()) {
            String state = now.get(end.getKey());
            if (!end.getValue().equals(state)) {
                throw new ViolationException("experiment " + end.getKey() + " had ended as " + end.getValue()
                        + " and is " + state);
            }
        }
    }

    /** Consumers come to the end of their topics. */
    public void requireNoLag() throws ViolationException {
        long deadline = System.nanoTime() + LAG_GONE_WITHIN.toNanos();
        Map<String, Long> lags = Lag.of(broker.bootstrapServers(), groups.whole());
        while (!lags.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("consumers lag " + LAG_GONE_WITHIN.toSeconds()
                        + " s after the last experiment ended: " + lags);
            }
            Waiting.pause(LOOK);
            lags = Lag.of(broker.bootstrapServers(), groups.whole());
        }
    }

    /** No experiment is left without an end, also none that a fault requested. */
    public void requireEveryExperimentEnded() throws ViolationException, SQLException {
        List<String> left = new ArrayList<>();
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, status FROM inference.experiment"
                        + " WHERE status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'DELETED') ORDER BY id")) {
            while (rows.next()) {
                left.add(rows.getString(1) + " is " + rows.getString(2));
            }
        }
        if (!left.isEmpty()) {
            throw new ViolationException("experiments without an end: " + String.join(", ", left));
        }
    }

    /**
     * Every block that was expected is accounted for, in every experiment that was requested.
     *
     * @param baseline of whose blocks every other has as many
     * @return the counts over all experiments
     */
    public String requireBlocksAccounted(String baseline) throws ViolationException, SQLException {
        ExperimentView view = experiments.view(baseline)
                .orElseThrow(() -> new ViolationException("the front door does not show experiment " + baseline));
        Map<String, Integer> expected = view.stages().stream()
                .collect(Collectors.toMap(ExperimentView.StageView::stage, ExperimentView.StageView::blocks));
        List<DeadLetters.Letter> letters = DeadLetters.all(broker.bootstrapServers());
        Map<String, BlockAccounts.End> ends = new TreeMap<>();
        for (String id : experiments.all()) {
            ends.put(id, new BlockAccounts.End(experiments.status(id),
                    letters.stream().filter(letter -> id.equals(letter.experiment())).count()));
        }
        try (Connection superuser = database.superuser()) {
            return new BlockAccounts(expected).require(ends, BlockAccounts.read(superuser));
        }
    }

    /** Dead letters and failed experiments belong together. */
    public void requireDeadLettersExplained() throws ViolationException, SQLException {
        Map<String, DeadLetterAccounts.End> ends = new TreeMap<>();
        for (String id : experiments.all()) {
            ends.put(id, new DeadLetterAccounts.End(experiments.status(id),
                    experiments.reason(id)));
        }
        DeadLetterAccounts.require(DeadLetters.all(broker.bootstrapServers()), ends);
    }

    /** No service was ready without a store, or not alive for long. */
    public String requireHealthTold() throws ViolationException {
        List<String> lies = health.violations();
        if (!lies.isEmpty()) {
            throw new ViolationException(String.join("; ", lies));
        }
        return health.looks() + " checks of liveness and readiness, all correct";
    }

    /** Most that any process of a service has had resident, also of replicas that were taken away, stays within its service's bound. */
    public List<String> requireMemoryBounds() throws ViolationException {
        return Memory.requireWithin(processes.peakMebibytes());
    }
}
