package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.invariant.Truth;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.Service;

/** PostgreSQL fails in one of three ways at a moment of a service. */
public record DatabaseFault(Processes processes, Database database, Experiments experiments, MomentRequests moments,
        Way way,
        Service service, String moment) implements Fault {

    enum Way {
        /** Stopped without a checkpoint, and started. */
        STOPPED,
        /** All sessions of the services ended. */
        SESSIONS_ENDED,
        /** No connection left for a while. */
        CONNECTIONS_EXHAUSTED
    }

    private static final Duration EXHAUSTED = Duration.ofSeconds(5);
    /** By what the fault's own sessions are told from the service's whose role they have. */
    private static final String HOLDER = "holder";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    /** What was taken away can come back before it is taken; each round leaves fewer. */
    private static final int ROUNDS = 50;

    static Fault of(SplittableRandom random, int turn, Processes processes, Database database, Experiments experiments,
            MomentRequests moments) {
        return new DatabaseFault(processes, database, experiments, moments, Turn.of(List.of(Way.values()), turn),
                Service.values()[random.nextInt(Service.values().length)],
                KillFault.MOMENTS.get(random.nextInt(KillFault.MOMENTS.size())));
    }

    @Override
    public String kind() {
        return FaultKind.DATABASE.label();
    }

    @Override
    public String description() {
        return "PostgreSQL: " + way.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " at " + service.label() + "'s "
                + moment;
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        try (MomentRequests.Asked asked = moments.ask(service, moment)) {
            asked.await(() -> experiments.currentHasPassed(service, moment));
            switch (way) {
                case STOPPED -> {
                    database.stopImmediately();
                    asked.close();
                    try {
                        Truth.requireNoneReady(processes, "PostgreSQL is gone", Duration.ofSeconds(15));
                    } finally {
                        database.start();
                    }
                }
                case SESSIONS_ENDED -> endSessions();
                case CONNECTIONS_EXHAUSTED -> {
                    List<Connection> all = new ArrayList<>();
                    try {
                        exhaust(all);
                        asked.close();
                        Waiting.pause(EXHAUSTED);
                    } finally {
                        for (Connection connection : all) {
                            connection.close();
                        }
                    }
                }
            }
        }
    }

    /** @return how many there were */
    private int endSessions() throws SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement();
                ResultSet ended = statement
                        .executeQuery("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename IN"
                                + " ('inference', 'influence', 'graph', 'routing') AND application_name <> '" + HOLDER
                                + "'")) {
            ended.next();
            return ended.getInt(1);
        }
    }

    /** Takes every connection but the few that are kept for a superuser, until no service has one left. */
    private void exhaust(List<Connection> taken) throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            takeAll(taken);
            if (endSessions() == 0) {
                return;
            }
        }
        throw new IllegalStateException("services took connections faster than they could be taken away");
    }

    /** As one of the services: the analyst may have only a few. */
    private void takeAll(List<Connection> taken) throws SQLException {
        while (true) {
            try {
                Connection connection = database.connect(Service.ROUTING.label());
                taken.add(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET application_name = '" + HOLDER + "'");
                }
            } catch (SQLException e) {
                if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                    throw e;
                }
                return;
            }
        }
    }
}
