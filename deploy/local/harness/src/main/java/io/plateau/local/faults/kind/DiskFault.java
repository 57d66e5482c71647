package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.SmallDisk;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;

/**
 * PostgreSQL or Kafka has no disk space for a while. Kafka halts itself when it cannot write its log, and PostgreSQL may when it
 * cannot write its own; processes that ended are started again once there is room.
 */
public record DiskFault(Broker broker, Database database, Experiments experiments, MomentRequests moments,
        SmallDisk kafkaDisk,
        SmallDisk postgresDisk, Store store, Stage stage) implements Fault {
    private static final Duration WITHOUT_ROOM = Duration.ofSeconds(6);
    /** In which a store that is ending ends, or heals itself. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    enum Store {
        POSTGRESQL("PostgreSQL"), KAFKA("Kafka");

        private final String title;

        Store(String title) {
            this.title = title;
        }
    }

    static Fault of(SplittableRandom random, int turn, Broker broker, Database database, Experiments experiments,
            MomentRequests moments, SmallDisk kafkaDisk, SmallDisk postgresDisk) {
        return new DiskFault(broker, database, experiments, moments, kafkaDisk, postgresDisk,
                Turn.of(List.of(Store.values()), turn),
                StageMoments.any(random));
    }

    @Override
    public String kind() {
        return FaultKind.DISK.label();
    }

    @Override
    public String description() {
        return "no disk space for " + store.title + " at stage " + stage.label() + " for " + WITHOUT_ROOM.toSeconds()
                + " s";
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        SmallDisk disk = store == Store.KAFKA ? kafkaDisk : postgresDisk;
        try (MomentRequests.Asked asked = StageMoments.ask(moments, "before-compute", stage)) {
            asked.await(() -> experiments.currentHasPassed(stage));
            disk.takeRoom();
        }
        try {
            Waiting.pause(WITHOUT_ROOM);
        } finally {
            disk.giveRoom();
        }
        Waiting.pause(SETTLING);
        if (!broker.isAlive()) {
            broker.start();
        }
        if (!answers()) {
            database.stopImmediately();
            database.start();
        }
    }

    private boolean answers() {
        try (Connection connection = database.superuser()) {
            return connection.isValid((int) SETTLING.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }
}
