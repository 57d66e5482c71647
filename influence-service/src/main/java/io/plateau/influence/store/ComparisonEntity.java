package io.plateau.influence.store;

import java.io.Serializable;
import java.util.Map;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.uncertainty.Comparison;
import io.plateau.runtime.store.Fields;

/** Row of {@code comparison}. */
@Entity
@IdClass(ComparisonEntity.Key.class)
class ComparisonEntity {
    @Id
    String experimentId;
    @Id
    String statistic;
    String model;
    double rare;
    double common;
    double difference;
    String alternative;
    String method;
    double pValue;
    double pCorrected;
    /** 0 where nothing was randomised. */
    int permutations;

    static ComparisonEntity of(String experimentId, String model, int permutations, Comparison comparison) {
        ComparisonEntity row = Fields.copy(comparison, new ComparisonEntity(), Map.of("corrected", "pCorrected"));
        row.experimentId = experimentId;
        row.model = model;
        row.difference = comparison.difference();
        row.permutations = Comparison.RANDOMISATION.equals(comparison.method()) ? permutations : 0;
        return row;
    }

    /** Primary key. */
    record Key(String experimentId, String statistic) implements Serializable {
    }
}
