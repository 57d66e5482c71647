package io.plateau.runtime.experiment;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.runtime.event.EventIntake;
import io.plateau.runtime.trajectory.Trajectories;
import io.smallrye.reactive.messaging.annotations.Blocking;

/**
 * Consumes changes of experiments: with the beginning of a re-analysis it gets its source's blocks; with an end every handler can stop
 * working on the experiment, and what it needs no more goes. The service that announces them does not believe its own announcements:
 * its database has the status of record.
 */
@ApplicationScoped
public class ExperimentEventsConsumer {
    private final EventIntake intake;
    private final ExperimentRepository experiments;
    private final ExperimentRows rows;
    private final Trajectories trajectories;
    private final ReusedBlocks reused;
    private final boolean announces;

    ExperimentEventsConsumer(EventIntake intake, ExperimentRepository experiments, ExperimentRows rows,
            Trajectories trajectories, ReusedBlocks reused,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.intake = intake;
        this.experiments = experiments;
        this.rows = rows;
        this.trajectories = trajectories;
        this.reused = reused;
        this.announces = Routes.producers(Topic.EXPERIMENT_EVENTS).contains(service);
    }

    @Incoming("experiment-events")
    @Blocking("experiment-events")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, ExperimentChanged.class, "experiment-events",
                event -> {
                    if (!announces) {
                        experiments.changeStatus(event.getExperimentId(), event.getStatus());
                        begin(event);
                    }
                    rows.tidy(event.getExperimentId());
                    trajectories.compare(event.getExperimentId());
                });
    }

    private void begin(ExperimentChanged event) {
        if (event.getSpecification() != null) {
            experiments.remember(event.getExperimentId(), event.getSpecification());
            reused.take(event.getExperimentId());
        }
    }
}
