package io.plateau.influence.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.influence.plateau.SelectedNeurons;

/** Row of {@code plateau}. */
@Entity
class PlateauEntity {
    @Id
    String experimentId;
    String model;
    String rule;
    int size;

    static PlateauEntity of(String experimentId, String model, SelectedNeurons selected) {
        PlateauEntity row = new PlateauEntity();
        row.experimentId = experimentId;
        row.model = model;
        row.rule = selected.rule();
        row.size = selected.size();
        return row;
    }

}
