package io.plateau.inference.store;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.contracts.PlainText;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Plateaus that the influence service found. */
@ApplicationScoped
public class PlateauRepository implements PanacheRepositoryBase<PlateauEntity, String> {
    /** A name. */
    private static final int LONGEST_RULE = 100;

    private final ExperimentRepository experiments;

    PlateauRepository(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    /** Keeps the first: a repeated event says the same. False when the experiment has ended. */
    @Transactional
    public boolean keep(PlateauFound event) {
        if (!experiments.lockUnlessTerminal(event.getExperimentId())) {
            return false;
        }
        if (findByIdOptional(event.getExperimentId()).isEmpty()) {
            PlateauEntity row = new PlateauEntity();
            row.experimentId = event.getExperimentId();
            row.rule = PlainText.of(event.getRule(), LONGEST_RULE);
            row.size = event.getSize();
            row.studied = event.getGroups().stream().mapToInt(group -> group.getNeurons().size() - group.getFilled())
                    .sum();
            row.neurons = event.getGroups().stream().map(PlateauGroup::getNeurons).flatMap(n -> n.stream())
                    .mapToInt(Integer::intValue).toArray();
            row.ranking = event.getRanking().stream().mapToInt(Integer::intValue).toArray();
            persist(row);
        }
        return true;
    }

    /** @throws IllegalStateException when there is none yet */
    @Transactional
    public PlateauEntity get(String experimentId) {
        return findByIdOptional(experimentId)
                .orElseThrow(() -> new IllegalStateException("experiment " + experimentId + " has no plateau yet"));
    }

    @Transactional
    public Optional<PlateauEntity> of(String experimentId) {
        return findByIdOptional(experimentId);
    }
}
