package io.plateau.influence.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.plateau.influence.plateau.SelectedNeurons;

/** Row of {@code plateau}. */
@Entity
@Table(name = "plateau")
public class PlateauRecord {
    @Id
    String experimentId;
    String model;
    String rule;
    int size;

    static PlateauRecord of(String experimentId, String model, SelectedNeurons selected) {
        PlateauRecord row = new PlateauRecord();
        row.experimentId = experimentId;
        row.model = model;
        row.rule = selected.rule();
        row.size = selected.size();
        return row;
    }

}
