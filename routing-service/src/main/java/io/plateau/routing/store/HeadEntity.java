package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.routing.analysis.HeadRow;
import io.plateau.routing.impact.HeadImpact;
import io.plateau.routing.verdict.Selectivity;

/** Attention and impact of one head: a row of {@code results.heads}. */
@Entity
@IdClass(HeadEntity.Key.class)
class HeadEntity {
    @Id
    String experimentId;
    @Id
    int layer;
    @Id
    int head;
    String model;
    Double giniRare;
    Double giniCommon;
    Double similarity;
    Double impactRare;
    Double changePercentRare;
    Double impactCommon;
    Double changePercentCommon;
    Double excess;
    Double pRaw;
    Double pValue;
    Double impactRareFirstHalf;
    Double impactRareSecondHalf;
    Double effectSizeRare;
    Double pRareRaw;
    Double pRareBonferroni;
    Double pRareBenjaminiHochberg;
    Double effectSizeCommon;
    Double pCommonRaw;
    Double pCommonBonferroni;
    Double pCommonBenjaminiHochberg;
    Double pBonferroni;
    Double pBenjaminiHochberg;
    Double giniDifference;
    Double giniEffectSize;
    Double giniPRaw;
    Double giniPBonferroni;
    Double giniPBenjaminiHochberg;
    String reason;

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
            entity.giniDifference = row.attention().giniOverContexts().spread().mean();
            entity.giniEffectSize = row.attention().giniOverContexts().cohensD();
            entity.giniPRaw = row.gini().raw();
            entity.giniPBonferroni = row.gini().bonferroni();
            entity.giniPBenjaminiHochberg = row.gini().benjaminiHochberg();
        }
        if (row.impact() != null) {
            entity.addImpact(row.impact());
            entity.addSelectivity(row.selectivity());
        }
        entity.reason = row.reason();
        return entity;
    }

    private void addImpact(HeadImpact impact) {
        impactRareFirstHalf = impact.firstHalf().value();
        impactRareSecondHalf = impact.secondHalf().value();
        HeadImpact.AtGroup rare = impact.rare();
        impactRare = rare.impact().value();
        changePercentRare = rare.change().value();
        effectSizeRare = rare.effectSize();
        pRareRaw = rare.p().raw();
        pRareBonferroni = rare.p().bonferroni();
        pRareBenjaminiHochberg = rare.p().benjaminiHochberg();
        HeadImpact.AtGroup common = impact.common();
        impactCommon = common.impact().value();
        changePercentCommon = common.change().value();
        effectSizeCommon = common.effectSize();
        pCommonRaw = common.p().raw();
        pCommonBonferroni = common.p().bonferroni();
        pCommonBenjaminiHochberg = common.p().benjaminiHochberg();
    }

    private void addSelectivity(Selectivity selectivity) {
        excess = selectivity.excess().value();
        pRaw = selectivity.pRaw();
        pValue = selectivity.pValue();
        pBonferroni = selectivity.p().bonferroni();
        pBenjaminiHochberg = selectivity.p().benjaminiHochberg();
    }

    /** The unique key of a head. */
    record Key(String experimentId, int layer, int head) implements Serializable {
    }
}
