package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.plateau.SignedGroup;

/** Row of {@code plateau_group}. */
@Entity
@IdClass(PlateauGroupEntity.Key.class)
class PlateauGroupEntity {
    private static final String EXCITATORY = "excitatory";

    @Id
    String experimentId;
    @Id
    String sign;
    int[] neurons;
    int filled;

    static PlateauGroupEntity of(String experimentId, SignedGroup group) {
        PlateauGroupEntity row = new PlateauGroupEntity();
        row.experimentId = experimentId;
        row.sign = group.excitatory() ? EXCITATORY : "inhibitory";
        row.neurons = group.neurons();
        row.filled = group.filled();
        return row;
    }

    SignedGroup toGroup() {
        return new SignedGroup(EXCITATORY.equals(sign), neurons, filled);
    }

    /** Primary key. */
    record Key(String experimentId, String sign) implements Serializable {
    }
}
