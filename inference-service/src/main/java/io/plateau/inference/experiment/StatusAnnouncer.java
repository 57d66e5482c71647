package io.plateau.inference.experiment;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.hook.Hooks;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.runtime.event.EventPublisher;
import io.quarkus.runtime.Startup;

/** Publishes an experiment's status as the database has it, after the commit; repeating it is harmless. */
@Startup // a wrong form stops the service at its start
@ApplicationScoped
public class StatusAnnouncer {
    private static final String FORM = "plateau.announcements.form";

    private final ExperimentRunRepository runs;
    private final EventPublisher publisher;
    private final Turns turns;
    private final Hooks hooks;
    private final boolean asJson;

    StatusAnnouncer(ExperimentRunRepository runs, EventPublisher publisher, Turns turns, Hooks hooks,
            @ConfigProperty(name = FORM) String form) {
        this.runs = runs;
        this.publisher = publisher;
        this.turns = turns;
        this.hooks = hooks;
        this.asJson = form.equals("json");
        if (!asJson && !form.equals("avro")) {
            throw new IllegalArgumentException(FORM + " is '" + form + "'; it must be avro or json");
        }
    }

    /** Announces the end of an experiment if it has ended; whether it has. */
    public boolean announceEnd(String experimentId) {
        Overview overview = runs.overview(experimentId).filter(Overview::isTerminal).orElse(null);
        if (overview != null) {
            hooks.ended(experimentId, overview.status(), overview.run().reason);
            publish(new ExperimentChanged(experimentId, overview.status(), overview.run().reason, null));
        }
        return overview != null;
    }

    /** As {@link #announceEnd}, of an experiment that has just ended: it gives its turn to another. */
    public void announceEndAndPassOn(String experimentId) {
        announceEnd(experimentId);
        turns.decide();
    }

    public void announceRunning(String experimentId, ExperimentSpecification specification) {
        publish(new ExperimentChanged(experimentId, ExperimentStatus.RUNNING, null, specification.toJson()));
    }

    private void publish(ExperimentChanged event) {
        String suffix = event.getStatus().name().toLowerCase(Locale.ROOT);
        if (asJson) {
            publisher.publishAsJson(Topic.EXPERIMENT_EVENTS, event, event.getExperimentId(), suffix);
        } else {
            publisher.publish(Topic.EXPERIMENT_EVENTS, event, event.getExperimentId(), suffix);
        }
    }
}
