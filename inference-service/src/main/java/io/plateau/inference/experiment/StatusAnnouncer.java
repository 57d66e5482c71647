package io.plateau.inference.experiment;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.hook.Hooks;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.runtime.event.EventPublisher;

/** Publishes an experiment's status as the database has it, after the commit; repeating it is harmless. */
@ApplicationScoped
public class StatusAnnouncer {
    private final ExperimentRunRepository runs;
    private final EventPublisher publisher;
    private final Turns turns;
    private final Hooks hooks;

    StatusAnnouncer(ExperimentRunRepository runs, EventPublisher publisher, Turns turns, Hooks hooks) {
        this.runs = runs;
        this.publisher = publisher;
        this.turns = turns;
        this.hooks = hooks;
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
        publisher.publish(Topic.EXPERIMENT_EVENTS, event, event.getExperimentId(),
                event.getStatus().name().toLowerCase(Locale.ROOT));
    }
}
