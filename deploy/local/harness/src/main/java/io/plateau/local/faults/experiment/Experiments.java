package io.plateau.local.faults.experiment;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.moment.StruckExperiment;
import io.plateau.local.faults.record.RawTopics;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.FrontDoor;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.Service;

/** The experiments of a harness: asks for them at the front door and looks at what becomes of them. */
public final class Experiments {
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Between the commit of a stage's last block and all that it sets off being published: an analysis. */
    private static final Duration FINISHING = Duration.ofSeconds(5);
    /** Longer than everything that may stand still by design: a session's end, a pool's patience, a producer's. */
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(100);
    /** Where neither broker nor database is struck: longer than a session. */
    private static final Duration BRIEFLY_WITHOUT_PROGRESS = Duration.ofSeconds(30);

    private final FrontDoor frontDoor;
    private final Records records;
    private final Broker broker;
    private final Map<String, String> terminal = new LinkedHashMap<>();
    private final Set<String> sameBits = new LinkedHashSet<>();
    private final Map<String, Map<TopicPartition, Long>> begunAt = new LinkedHashMap<>();
    private final StruckExperiment struck;
    private Duration withoutProgress = WITHOUT_PROGRESS;
    private volatile String current;
    private volatile String abandoned;

    /** @param struck which of them is requested */
    public Experiments(FrontDoor frontDoor, Records records, Broker broker, StruckExperiment struck) {
        this.struck = struck;
        this.frontDoor = frontDoor;
        this.records = records;
        this.broker = broker;
    }

    /** Asks for another experiment of the same specification, which becomes the one under way. */
    public String begin() throws IOException {
        current = request();
        return current;
    }

    /** The experiment under way. */
    public String current() {
        return current;
    }

    /** Asks for an experiment beside the one under way. */
    public String request() throws IOException {
        Map<TopicPartition, Long> ends = new RawTopics(broker.bootstrapServers()).ends();
        String id = frontDoor.request(struck.specification());
        begunAt.put(id, ends);
        return id;
    }

    /** As {@link FrontDoor#cancel}. */
    public void cancel(String id) throws IOException {
        frontDoor.cancel(id);
    }

    /** Deletes an experiment that has ended. */
    public void delete(String id) throws IOException {
        frontDoor.delete(id);
        terminal.put(id, "DELETED");
    }

    /** As {@link Records#rows}. */
    public long rows(String id) throws SQLException {
        return records.rows(id);
    }

    /** Where the topics ended when the experiment was requested: all that it has written comes after. */
    public Map<TopicPartition, Long> begunAt(String id) {
        return begunAt.get(id);
    }

    /** Every experiment that was requested here, the struck, those beside and the baseline. */
    public Set<String> all() {
        return begunAt.keySet();
    }

    /** From the database: the front door may be what was struck. False while it does not answer. */
    public boolean hasEnded(String id) {
        try {
            return !"RUNNING".equals(records.status(id)) && !"REQUESTED".equals(records.status(id));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Also when nothing more is expected of it. */
    public boolean currentHasEnded() {
        return current.equals(abandoned) || hasEnded(current);
    }

    /** Whether nothing is left of the one under way that could come to a moment of a service. */
    public boolean currentHasPassed(Service service, String moment) {
        return StruckExperiment.stages().stream().filter(stage -> StageMoments.service(stage) == service)
                .allMatch(stage -> currentHasPassed(stage, moment));
    }

    /** Whether nothing is left of the one under way that could come to a moment of a stage. */
    public boolean currentHasPassed(Stage stage, String moment) {
        try {
            return StageMoments.isAfterCommit(moment)
                    ? currentHasEnded() || records.hasDoneFor(FINISHING, current, stage)
                    : currentHasPassed(stage);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether nothing is left of the one under way that could come to a moment of a stage up to the commit of its last block. */
    public boolean currentHasPassed(Stage stage) {
        try {
            return currentHasEnded() || records.hasDone(current, stage);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Asks for another that is then the one under way; the one before continues beside it and must come to the same bits. */
    public void beginNext() throws IOException {
        expectSameBits(current);
        begin();
    }

    /** From now on neither broker nor database is struck: a shorter time without progress is a violation. */
    public void expectProgress() {
        withoutProgress = BRIEFLY_WITHOUT_PROGRESS;
    }

    /** Cancels the ones under way and expects nothing more of them. */
    public void dropAll() throws IOException, SQLException {
        for (String id : begunAt.keySet()) {
            if (!hasEnded(id)) {
                frontDoor.cancel(id);
            }
        }
        sameBits.clear();
        abandonCurrent();
    }

    /** Nothing more is expected of the one under way: it has shown that it does not end. */
    public void abandonCurrent() {
        abandoned = current;
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
                String status = records.status(id);
                if (!"RUNNING".equals(status) && !"REQUESTED".equals(status)) {
                    terminal.put(id, status);
                    return status;
                }
                long now = records.blocksDone(id);
                if (now != blocks) {
                    blocks = now;
                    since = System.nanoTime();
                }
                if (System.nanoTime() - since > withoutProgress.toNanos()) {
                    throw new ViolationException("experiment " + id + " is " + status + " without a block done for "
                            + withoutProgress.toSeconds() + " s, " + blocks + " blocks done");
                }
            } catch (SQLException e) {
                // The database is away; how long it may be is the fault's to decide.
            }
            Waiting.pause(LOOK);
        }
    }

    /** From now on the harness looks whether this experiment, too, comes to the baseline one's bits. */
    public void expectSameBits(String id) {
        sameBits.add(id);
    }

    /** What was expected so since the last call. */
    public List<String> takeExpectedSameBits() {
        List<String> taken = List.copyOf(sameBits);
        sameBits.clear();
        return taken;
    }

    /** The last that has come to its end: the least is to be read to find its events. */
    public String lastCompleted() {
        return terminal.entrySet().stream().filter(ended -> ended.getValue().equals("COMPLETED"))
                .reduce((earlier, later) -> later).orElseThrow().getKey();
    }

    /** Experiments that have ended, with their states. */
    public Map<String, String> ended() {
        return terminal;
    }

    /** As the front door shows it; empty while that does not answer. */
    public Optional<ExperimentView> view(String id) {
        return frontDoor.view(id);
    }

    /** As {@link Records#status}. */
    public String status(String id) throws SQLException {
        return records.status(id);
    }

    /** Why it failed; null when it did not. */
    public String reason(String id) throws SQLException {
        return records.reason(id);
    }

    /** Blocks that are in the ledgers of all services. */
    public long blocksDone(String id) throws SQLException {
        return records.blocksDone(id);
    }

    /** Whether an experiment has ended, or all blocks of one of its stages are done. */
    public boolean hasDone(String id, Stage stage) throws SQLException {
        return hasEnded(id) || records.hasDone(id, stage);
    }

    /** Whether all blocks of a stage but one are committed. */
    public boolean lacksOne(String id, Stage stage) throws SQLException {
        return records.lacksOne(id, stage);
    }
}
