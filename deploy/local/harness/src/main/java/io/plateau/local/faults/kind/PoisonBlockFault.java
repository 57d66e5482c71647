package io.plateau.local.faults.kind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;

/**
 * A block of an experiment beside the one under way brings down what computes it, every time. That experiment must fail with
 * the reason, after three deaths of processes where they die of it, and no other.
 */
public record PoisonBlockFault(Processes processes, Database database, Experiments experiments, MomentRequests moments,
        Stage stage, String poison) implements Fault {
    /** As the service names them; it dies of the last two. */
    static final List<String> POISONS = List.of("out-of-memory", "killed", "stack-overflow", "aborted",
            "missing-library");
    private static final List<String> DEADLY = List.of("killed", "aborted");
    private static final int DEATHS = 3;

    static PoisonBlockFault of(SplittableRandom random, int turn, Processes processes, Database database,
            Experiments experiments, MomentRequests moments) {
        return new PoisonBlockFault(processes, database, experiments, moments, StageMoments.stage(turn),
                StageMoments.withStage(POISONS, turn));
    }

    @Override
    public String kind() {
        return FaultKind.POISON_BLOCK.label();
    }

    @Override
    public String description() {
        return "blocks of stage " + stage.label() + " of an experiment beside: " + poison;
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        long process = processes.replica(StageMoments.service(stage)).handle().pid();
        Path poisoned = null;
        try {
            String own;
            // Held back at its very beginning until its block is poisoned.
            try (MomentRequests.Asked gate = StageMoments.ask(moments, "before-compute", Stage.PLAN)) {
                String id = experiments.request();
                own = id;
                gate.await(() -> experiments.hasEnded(id));
                poisoned = write(own);
            }
            requireFailed(own, process);
        } finally {
            if (poisoned != null) {
                Files.deleteIfExists(poisoned);
            }
        }
    }

    private Path write(String experiment) {
        Path file = moments.directory()
                .resolve(stage.service() + ".poison." + stage.label() + "@" + experiment);
        try {
            Path unfinished = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), poison);
            return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the block could not be poisoned", e);
        }
    }

    private void requireFailed(String experiment, long process)
            throws ViolationException, SQLException {
        String status = experiments.awaitEnd(experiment);
        String reason = experiments.reason(experiment);
        boolean deadly = DEADLY.contains(poison);
        String expected = deadly ? DEATHS + " processes of the service died" : switch (poison) {
            case "out-of-memory" -> "service ran out of memory";
            case "stack-overflow" -> "nests deeper than the stack";
            default -> "service needs cannot be used on its host";
        };
        if (!status.equals("FAILED") || reason == null || !reason.contains(expected)) {
            throw new ViolationException(
                    "experiment " + experiment + " with a block that is " + poison + " is " + status
                            + " with the reason '" + reason + "', expected '" + expected + "'");
        }
        boolean sameProcess = processes.replica(StageMoments.service(stage)).handle().pid() == process;
        if (sameProcess == deadly) {
            throw new ViolationException("the service's process is " + (sameProcess ? "the same" : "another")
                    + " after a block that is " + poison);
        }
        if (deadly && deaths(experiment) != DEATHS) {
            throw new ViolationException(deaths(experiment) + " processes died of a block of experiment "
                    + experiment + ", which must be given up after " + DEATHS);
        }
    }

    /** Largest number of processes that died while handling one message of the experiment. */
    private long deaths(String experiment) throws SQLException {
        try (Connection superuser = database.superuser();
                PreparedStatement query = superuser
                        .prepareStatement("SELECT coalesce(max(lost), 0) FROM (SELECT count(*)"
                                + " AS lost FROM " + stage.service() + ".attempt WHERE position(? IN delivery) > 0"
                                + " GROUP BY delivery) AS each")) {
            query.setString(1, experiment + "/");
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
