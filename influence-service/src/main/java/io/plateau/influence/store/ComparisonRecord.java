package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.influence.uncertainty.Comparison;

/** Row of {@code comparison}. */
@Entity
@Table(name = "comparison")
@IdClass(ComparisonRecord.Key.class)
class ComparisonRecord {
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
    @Column(name = "p_value")
    double pValue;
    @Column(name = "p_corrected")
    double pCorrected;
    /** 0 where nothing was randomised. */
    int permutations;

    static ComparisonRecord of(String experimentId, String model, int permutations, Comparison comparison) {
        ComparisonRecord row = new ComparisonRecord();
        row.experimentId = experimentId;
        row.statistic = comparison.statistic();
        row.model = model;
        row.rare = comparison.rare();
        row.common = comparison.common();
        row.difference = comparison.difference();
        row.alternative = comparison.alternative();
        row.method = comparison.method();
        row.pValue = comparison.pValue();
        row.pCorrected = comparison.corrected();
        row.permutations = Comparison.RANDOMISATION.equals(comparison.method()) ? permutations : 0;
        return row;
    }

    /** Primary key. */
    record Key(String experimentId, String statistic) implements Serializable {
    }
}
