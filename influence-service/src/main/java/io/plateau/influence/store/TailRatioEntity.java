package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.tail.LikelihoodRatio;
import io.plateau.statistics.tokens.TokenGroup;

/** Row of {@code tail_ratio}; columns and units are those of the view {@code results.tail_tests}. */
@Entity
@IdClass(TailRatioEntity.Key.class)
class TailRatioEntity {
    @Id
    String experimentId;
    @Id
    String tokenGroup;
    @Id
    String alternative;
    double parameter1;
    Double parameter2;
    double logRatio;
    Double normalised;
    double pValue;
    String favours;
    String reason;

    static TailRatioEntity of(String experimentId, TokenGroup group, LikelihoodRatio ratio) {
        TailRatioEntity row = new TailRatioEntity();
        row.experimentId = experimentId;
        row.tokenGroup = group.label();
        row.alternative = ratio.family().label();
        row.parameter1 = ratio.first();
        row.parameter2 = Float64.orNull(ratio.second());
        row.logRatio = ratio.ratio();
        row.normalised = Float64.orNull(ratio.normalised());
        row.pValue = ratio.pValue();
        row.favours = ratio.favours();
        row.reason = ratio.reason();
        return row;
    }

    /** Primary key. */
    record Key(String experimentId, String tokenGroup, String alternative) implements Serializable {
    }
}
