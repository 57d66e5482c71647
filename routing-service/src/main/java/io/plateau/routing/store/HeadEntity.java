package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.routing.analysis.HeadRow;

/** Attention and impact of one head: a row of {@code results.heads}. */
@Entity
@Table(name = "head")
@IdClass(HeadEntity.Key.class)
public class HeadEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public int layer;
    @Id
    public int head;
    public String model;
    @Column(name = "gini_rare")
    public Double giniRare;
    @Column(name = "gini_common")
    public Double giniCommon;
    public Double similarity;
    @Column(name = "impact_rare")
    public Double impactRare;
    @Column(name = "change_percent_rare")
    public Double changePercentRare;
    @Column(name = "impact_common")
    public Double impactCommon;
    @Column(name = "change_percent_common")
    public Double changePercentCommon;
    public Double excess;
    @Column(name = "p_raw")
    public Double pRaw;
    @Column(name = "p_value")
    public Double pValue;
    public String reason;

    static HeadEntity of(String experimentId, String model, HeadRow row) {
        HeadEntity entity = new HeadEntity();
        entity.experimentId = experimentId;
        entity.layer = row.layer();
        entity.head = row.head();
        entity.model = model;
        if (row.attention() != null) {
            entity.giniRare = row.attention().giniRare().value();
            entity.giniCommon = row.attention().giniCommon().value();
            entity.similarity = row.attention().similarity().value();
        }
        if (row.impact() != null) {
            entity.impactRare = row.impact().impactRare().value();
            entity.changePercentRare = row.impact().changeRare().value();
            entity.impactCommon = row.impact().impactCommon().value();
            entity.changePercentCommon = row.impact().changeCommon().value();
            entity.excess = row.selectivity().excess().value();
            entity.pRaw = row.selectivity().pRaw();
            entity.pValue = row.selectivity().pValue();
        }
        entity.reason = row.reason();
        return entity;
    }

    /** The unique key of a head. */
    public record Key(String experimentId, int layer, int head) implements Serializable {
    }
}
