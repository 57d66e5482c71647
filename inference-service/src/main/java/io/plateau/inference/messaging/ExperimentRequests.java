package io.plateau.inference.messaging;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.store.ExperimentRuns;
import io.plateau.runtime.event.EventPublisher;

/** Takes requests for experiments in, from the broker and from the front door. */
@ApplicationScoped
public class ExperimentRequests {
    /** Ids are parts of URLs and of message keys. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final ExperimentRuns runs;
    private final ModelCatalog models;
    private final CorpusCatalog corpora;
    private final EventPublisher publisher;
    private final WorkItems work;
    private final StatusAnnouncer announcer;

    ExperimentRequests(ExperimentRuns runs, ModelCatalog models, CorpusCatalog corpora, EventPublisher publisher,
            WorkItems work, StatusAnnouncer announcer) {
        this.runs = runs;
        this.models = models;
        this.corpora = corpora;
        this.publisher = publisher;
        this.work = work;
        this.announcer = announcer;
    }

    /**
     * Reads a specification and looks its model and corpus up.
     *
     * @throws UnprocessableException saying what is wrong
     */
    public ExperimentSpecification validate(String json) {
        ExperimentSpecification specification = ExperimentSpecification.parse(json);
        models.check(specification.model());
        corpora.find(specification.corpus());
        return specification;
    }

    /**
     * A request at the front door: the event first, then the row, so that a crash between the two leaves no experiment
     * that nobody works on. Whoever handles the event first makes the row; the row stands.
     */
    public void request(String experimentId, ExperimentSpecification specification) {
        publisher.publish(Topic.EXPERIMENT_REQUESTS, new ExperimentRequested(experimentId, specification.toJson()),
                experimentId,
                "request");
        runs.create(experimentId, specification);
    }

    /** A request from the broker. An invalid one makes an experiment that failed; the same id twice is one experiment. */
    void take(ExperimentRequested event) {
        String id = event.getExperimentId();
        if (!ID.matcher(id).matches()) {
            throw new UnprocessableException(
                    "'" + id + "' is no experiment id; it must be 1 to 128 letters, digits, dots,"
                            + " hyphens or underscores");
        }
        if (runs.overview(id).isEmpty()) {
            try {
                runs.create(id, validate(event.getSpecification()));
            } catch (UnprocessableException e) {
                runs.end(id, ExperimentStatus.FAILED, e.getMessage());
            }
        }
        if (!announcer.announceEnd(id)) {
            work.plan(id);
        }
    }
}
