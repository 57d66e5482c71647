package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Blocks of neuron ablations; the loss changes themselves go to the influence service. */
@ApplicationScoped
public class AblationBlockRepository implements PanacheRepositoryBase<AblationBlockEntity, AblationBlockEntity.Key> {

    /** The block by which the series was chosen. */
    @Transactional
    public AblationBlockEntity pilot(String experimentId) {
        return findByIdOptional(new AblationBlockEntity.Key(experimentId, 0)).orElseThrow(
                () -> new IllegalStateException("the first block of neuron ablations of experiment " + experimentId
                        + " is not done yet"));
    }
}
