package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.contracts.event.RefinementAsked;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Refinements that the influence service requested. */
@ApplicationScoped
public class RefinementRepository implements PanacheRepositoryBase<RefinementEntity, String> {
    private final ExperimentRepository experiments;

    RefinementRepository(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    /** Keeps the first: a repeated event says the same. False when the experiment has ended. */
    @Transactional
    public boolean keep(RefinementAsked event) {
        if (!experiments.lockUnlessTerminal(event.getExperimentId())) {
            return false;
        }
        if (findByIdOptional(event.getExperimentId()).isEmpty()) {
            RefinementEntity row = new RefinementEntity();
            row.experimentId = event.getExperimentId();
            row.neurons = event.getNeurons().stream().mapToInt(Integer::intValue).toArray();
            persist(row);
        }
        return true;
    }

    /** @throws IllegalStateException when none was requested yet */
    @Transactional
    public int[] neurons(String experimentId) {
        return findByIdOptional(experimentId).orElseThrow(() -> new IllegalStateException(
                "no refinement was asked for of experiment " + experimentId)).neurons;
    }
}
