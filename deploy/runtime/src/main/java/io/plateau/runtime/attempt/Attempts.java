package io.plateau.runtime.attempt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.UnprocessableException;

/** How many processes of this service died while handling a message. */
@ApplicationScoped
public class Attempts {
    /** Deaths after which a message is given up. */
    static final int DEATHS = 3;
    /** Two beats may be late. */
    private static final Duration ALIVE = ThisProcess.BEAT.multipliedBy(2);
    /** Less than a consumer's session with the broker: mostly over when a dead one's messages come to another. */
    private static final Duration DEAD = ThisProcess.BEAT.multipliedBy(4);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** The commit need not reach the disk: it must survive this process, not the database's host. */
    private static final String BEGIN = """
            WITH other AS (
              SELECT count(*) FILTER (WHERE p.beat_at < now() - make_interval(secs => ?)) AS dead,
                     count(*) FILTER (WHERE p.beat_at BETWEEN now() - make_interval(secs => ?)
                                                          AND now() - make_interval(secs => ?)) AS unsure
              FROM attempt a JOIN process p ON p.id = a.process
              WHERE a.delivery = ? AND a.process <> ? AND NOT p.stopping),
            mine AS (
              INSERT INTO attempt (delivery, process)
              SELECT ?, ? FROM other, (SELECT set_config('synchronous_commit', 'off', true)) AS lazily
              WHERE other.unsure = 0 AND other.dead < ?
              ON CONFLICT (delivery, process) DO UPDATE SET begun_at = now())
            SELECT dead, unsure FROM other""";
    private static final String END = "DELETE FROM attempt WHERE delivery = ?"
            + " AND set_config('synchronous_commit', 'off', true) = 'off'";

    private final AgroalDataSource database;
    private final ThisProcess process;

    Attempts(AgroalDataSource database, ThisProcess process) {
        this.database = database;
        this.process = process;
    }

    /**
     * Records that this process starts handling a message, unless a process died of it and it would not be handled alone.
     *
     * @param delivery identifies the message, however often it is delivered
     * @param alone whether no other message is handled meanwhile
     * @return whether it is in hand now
     * @throws UnprocessableException when it is to be given up
     */
    public boolean begin(String delivery, boolean alone) {
        while (true) {
            Others others = others(delivery, alone ? DEATHS : 1);
            if (others.unsure == 0) {
                if (others.dead >= DEATHS) {
                    throw new UnprocessableException(others.dead + " processes of the service died while handling"
                            + " it, for example from too little memory, a crash of a native library or a kill; see their"
                            + " logs and those of their hosts");
                }
                return alone || others.dead == 0;
            }
            pause();
        }
    }

    /** Notes that a message is done with, one way or the other. */
    public void end(String delivery) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, delivery);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the end of an attempt could not be recorded", e);
        }
    }

    /**
     * @param unsure those whose last sign of life is neither fresh nor old enough
     */
    private record Others(int dead, int unsure) {
    }

    /** @param tooMany deaths at which it is not taken in hand */
    private Others others(String delivery, int tooMany) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setDouble(1, DEAD.toSeconds());
            statement.setDouble(2, DEAD.toSeconds());
            statement.setDouble(3, ALIVE.toSeconds());
            statement.setString(4, delivery);
            statement.setString(5, process.id());
            statement.setString(6, delivery);
            statement.setString(7, process.id());
            statement.setInt(8, tooMany);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Others(row.getInt(1), row.getInt(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("an attempt could not be recorded", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a process's heartbeat", e);
        }
    }
}
