package io.plateau.inference.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.ModelLimits;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.pool.Pools;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.inference.turn.TurnOrder;
import io.plateau.runtime.event.EventPublisher;

/** Takes requests for experiments in, from the broker and from the front door. */
@ApplicationScoped
public class ExperimentRequests {
    /** Of a model that is yet to be fetched: most of those that are have more. */
    private static final long UNKNOWN_WEIGHTS = 1L << 28;

    private final ExperimentRunRepository runs;
    private final ModelCatalog models;
    private final CorpusCatalog corpora;
    private final EventPublisher publisher;
    private final Turns turns;
    private final StatusAnnouncer announcer;
    private final Pools pools;
    private final Reanalyses reanalyses;

    ExperimentRequests(ExperimentRunRepository runs, ModelCatalog models, CorpusCatalog corpora,
            EventPublisher publisher,
            Turns turns, StatusAnnouncer announcer, Pools pools, Reanalyses reanalyses) {
        this.runs = runs;
        this.models = models;
        this.corpora = corpora;
        this.publisher = publisher;
        this.turns = turns;
        this.announcer = announcer;
        this.pools = pools;
        this.reanalyses = reanalyses;
    }

    /**
     * Reads a specification at the front door, with all variants where it has lists of values: what can be known without
     * loading a model or reading a corpus is refused here, of a study as a whole.
     *
     * @throws UnprocessableException saying what is wrong
     */
    public SpecificationVariants validate(String json) {
        SpecificationVariants asked = read(json);
        Map<String, ModelLimits> limits = new HashMap<>();
        asked.variants().stream().map(v -> v.specification().model()).distinct()
                .forEach(model -> limits.put(model, models.limits(model)));
        asked.require(limits::get);
        asked.requireEach(each -> {
            if (each.ablation().needsClosedForm()) {
                models.shape(each.model()).ifPresent(shape -> shape.requireTier(each.ablation()));
            }
        });
        return asked;
    }

    /**
     * Reads a specification and looks its models and corpora up. Of a request from the broker this is all: nobody waits for
     * an answer, and a variant that its model cannot run fails when it is planned, by itself.
     */
    private SpecificationVariants read(String json) {
        SpecificationVariants asked = reanalyses.read(json);
        lookUp(asked);
        return asked;
    }

    private void lookUp(SpecificationVariants asked) {
        List<ExperimentSpecification> specifications = asked.variants().stream().map(Variant::specification).toList();
        specifications.stream().map(ExperimentSpecification::model).distinct().forEach(model -> {
            models.check(model);
            pools.of(model);
        });
        specifications.stream().map(ExperimentSpecification::corpus).distinct().forEach(corpora::find);
    }

    /**
     * A request at the front door: the event first, then the rows, so that a crash between the two leaves no experiment
     * without work. The first to handle the event creates the rows.
     *
     * @param id of the study, or of the experiment without one
     * @param asked what the document says
     */
    public void request(String id, String document, SpecificationVariants asked) {
        publisher.publish(Topic.EXPERIMENT_REQUESTS, new ExperimentRequested(id,
                asked.isStudy() ? reanalyses.fill(document) : asked.variants().get(0).specification().toJson()), id,
                "request");
        runs.create(id, asked);
    }

    /**
     * A request from the broker. An invalid one makes an experiment that failed, also where it would have been a study; the
     * same id twice is one request.
     */
    public void take(ExperimentRequested event) {
        String id = event.getExperimentId();
        ExperimentId.require(id);
        if (runs.requested(id).isEmpty()) {
            begin(id, event.getSpecification());
        }
        for (Overview experiment : runs.requested(id)) {
            String experimentId = experiment.run().experimentId;
            if (!announcer.announceEnd(experimentId)) {
                ExperimentSpecification specification = ExperimentSpecification.parse(experiment.specification());
                turns.enqueue(experimentId, pools.of(specification.model()), work(specification));
            }
        }
        turns.decide();
    }

    /** Keeps a readable specification even if the experiment cannot run. */
    private void begin(String id, String specification) {
        SpecificationVariants asked = null;
        try {
            asked = SpecificationVariants.parse(reanalyses.fill(specification));
            requireIds(asked.experimentIds(id));
            lookUp(reanalyses.read(specification));
            runs.create(id, asked);
        } catch (UnprocessableException e) {
            if (asked != null && !asked.isStudy()) {
                runs.create(id, asked);
            }
            runs.end(id, ExperimentStatus.FAILED, e.getMessage());
        }
    }

    private long work(ExperimentSpecification specification) {
        return TurnOrder.work(specification.tokens().count(),
                models.weightBytes(specification.model()).orElse(UNKNOWN_WEIGHTS));
    }

    /** A request that cannot be read makes an experiment that failed, unless one of that name exists: that one belongs to another request. */
    public void refuse(String id, String reason) {
        if (runs.requested(id).isEmpty()) {
            runs.end(id, ExperimentStatus.FAILED, "inference, request: " + reason);
            announcer.announceEnd(id);
        }
    }

    private static void requireIds(List<String> ids) {
        if (!ids.stream().allMatch(ExperimentId::isValid)) {
            throw new UnprocessableException(
                    "the study's identifier is too long: its experiments, such as " + ids.get(0)
                            + ", may have 128 characters");
        }
    }
}
