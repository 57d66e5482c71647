package io.plateau.local.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;

/**
 * PostgreSQL or Kafka has no disk space for a while. Kafka halts itself when it cannot write its log, and PostgreSQL may when it
 * cannot write its own; whoever has ended is started again once there is room.
 */
record DiskFault(Store store, Stage stage) implements Fault {
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

    static Fault of(SplittableRandom random, int turn) {
        return new DiskFault(FaultKind.inTurn(List.of(Store.values()), turn),
                Stage.values()[random.nextInt(Stage.values().length)]);
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
    public void strike(Cluster cluster) throws MissedException, IOException, SQLException {
        SmallDisk disk = store == Store.KAFKA ? cluster.kafkaDisk() : cluster.postgresDisk();
        try (Moments.Asked asked = StageMoments.ask(cluster, "before-compute", stage)) {
            asked.await(() -> cluster.experiments().currentHasPassed(stage));
            disk.takeRoom();
        }
        try {
            Cluster.pause(WITHOUT_ROOM);
        } finally {
            disk.giveRoom();
        }
        Cluster.pause(SETTLING);
        if (!cluster.broker().isAlive()) {
            cluster.broker().start();
        }
        if (!answers(cluster)) {
            cluster.database().stopImmediately();
            cluster.database().start();
        }
    }

    private static boolean answers(Cluster cluster) {
        try (Connection connection = cluster.database().superuser()) {
            return connection.isValid((int) SETTLING.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }
}
