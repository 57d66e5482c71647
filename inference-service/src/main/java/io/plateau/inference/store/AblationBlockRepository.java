package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Blocks of neuron ablations; the loss changes themselves go to the influence service. */
@ApplicationScoped
public class AblationBlockRepository implements PanacheRepositoryBase<AblationBlockEntity, AblationBlockEntity.Key> {
}
