package io.plateau.runtime.attempt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Topic;
import io.quarkus.runtime.StartupEvent;

/** This process in the table of processes: writes a heartbeat every two seconds, and marks an orderly stop. */
@ApplicationScoped
public class ThisProcess {
    static final Duration BEAT = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(ThisProcess.class);
    private static final String KEPT = "7 days";

    private final AgroalDataSource database;
    private final String pool;
    private final String beat;
    private final String id = UUID.randomUUID().toString();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    ThisProcess(AgroalDataSource database,
            @ConfigProperty(name = "plateau.process.computes", defaultValue = "true") boolean computes,
            @ConfigProperty(name = "plateau.process.pool", defaultValue = Topic.DEFAULT_POOL) String pool) {
        this.database = database;
        this.pool = pool;
        this.beat = "INSERT INTO process (id, pool, computes) VALUES (?, ?, " + computes
                + ") ON CONFLICT (id) DO UPDATE SET beat_at = now()";
    }

    /** Before the first message comes. */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        beat();
        update("DELETE FROM process WHERE beat_at < now() - interval '" + KEPT + "' AND id <> ?", id);
        heart.scheduleAtFixedRate(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    public String id() {
        return id;
    }

    /** Marks an orderly stop: messages left unfinished do not count as deaths. */
    public void stopping() {
        heart.shutdownNow();
        update("UPDATE process SET stopping = true WHERE id = ?", id);
    }

    private void beat() {
        update(beat, id, pool);
    }

    /** Does not end the process while the database is unreachable: each caller reports the failure. */
    private void update(String sql, String... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.debugf(e, "the heartbeat could not be written");
        }
    }
}
