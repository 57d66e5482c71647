package io.plateau.local.faults.invariant;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.service.Service;

/**
 * Blocks expected = done + dead letters and what was given up with the experiment that failed for them + cancelled + deleted.
 *
 * @param expected blocks by stage of every experiment: all of a harness are of one specification
 */
public record BlockAccounts(Map<String, Integer> expected) {

    /**
     * A stage's rows of a ledger.
     *
     * @param different how many blocks they are of
     * @param least blocks that the stage has as the row says that says the least
     * @param most as the row says that says the most
     */
    record Rows(String experiment, String stage, long rows, long different, int least, int most) {
    }

    /**
     * How an experiment ended.
     *
     * @param deadLetters that name it
     */
    record End(String status, long deadLetters) {
    }

    private static final String LEDGERS = Arrays.stream(Service.values()).map(Service::label)
            .map(service -> "SELECT experiment_id, stage, count(*) AS rows, count(DISTINCT block) AS different,"
                    + " min(blocks) AS least, max(blocks) AS most FROM " + service
                    + ".ledger WHERE stage IN (" + stagesOf(service) + ") GROUP BY experiment_id, stage")
            .collect(Collectors.joining(" UNION ALL "));

    /** A ledger may also hold what its service has read of another's stage: the block is counted where it was done. */
    private static String stagesOf(String service) {
        return Arrays.stream(Stage.values()).filter(stage -> stage.service().equals(service))
                .map(stage -> "'" + stage.label() + "'").collect(Collectors.joining(", "));
    }

    /** All rows of the ledgers of all services. */
    static List<Rows> read(Connection superuser) throws SQLException {
        List<Rows> all = new ArrayList<>();
        try (Statement statement = superuser.createStatement(); ResultSet rows = statement.executeQuery(LEDGERS)) {
            while (rows.next()) {
                all.add(new Rows(rows.getString("experiment_id"), rows.getString("stage"), rows.getLong("rows"),
                        rows.getLong("different"), rows.getInt("least"), rows.getInt("most")));
            }
        }
        return all;
    }

    /**
     * @param ends of every experiment that was requested, by identifier
     * @return the sum as a sentence
     * @throws ViolationException when a block is missing, done twice or not one that there is
     */
    String require(Map<String, End> ends, List<Rows> ledgers) throws ViolationException {
        long each = expected.values().stream().mapToLong(Integer::longValue).sum();
        long done = 0;
        long dead = 0;
        long givenUp = 0;
        long cancelled = 0;
        long deleted = 0;
        for (Map.Entry<String, End> experiment : ends.entrySet()) {
            long here = 0;
            for (Rows rows : ledgers) {
                if (rows.experiment().equals(experiment.getKey())) {
                    requireSound(rows);
                    here += rows.rows();
                }
            }
            long lacking = each - here;
            End end = experiment.getValue();
            switch (end.status()) {
                case "FAILED" -> {
                    dead += Math.min(lacking, end.deadLetters());
                    givenUp += Math.max(0, lacking - end.deadLetters());
                }
                case "CANCELLED" -> cancelled += lacking;
                case "DELETED" -> {
                    deleted += lacking;
                    if (here != 0) {
                        throw new ViolationException("experiment " + experiment.getKey() + " is deleted and has " + here
                                + " blocks in the ledgers");
                    }
                }
                default -> {
                    if (lacking != 0) {
                        throw new ViolationException("experiment " + experiment.getKey() + ", which is " + end.status()
                                + ", has " + here + " of " + each + " blocks in the ledgers");
                    }
                }
            }
            done += here;
        }
        return each * ends.size() + " expected = " + done + " done + " + dead + " dead-lettered + " + givenUp
                + " given up with the experiments that failed for them + " + cancelled + " cancelled + " + deleted
                + " deleted";
    }

    private void requireSound(Rows rows) throws ViolationException {
        int all = expected.getOrDefault(rows.stage(), 0);
        if (rows.rows() != rows.different() || rows.rows() > all || rows.least() != all || rows.most() != all) {
            throw new ViolationException("stage " + rows.stage() + " of experiment " + rows.experiment() + " has "
                    + rows.rows() + " rows in the ledger, of " + rows.different()
                    + " different blocks, which say that it has "
                    + rows.least() + " to " + rows.most() + " blocks: it has " + all);
        }
    }
}
