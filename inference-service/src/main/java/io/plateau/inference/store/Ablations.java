package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Blocks of neuron ablations; the loss changes themselves go to the influence service. */
@ApplicationScoped
public class Ablations implements PanacheRepositoryBase<AblationRow, AblationRow.Key> {
}
