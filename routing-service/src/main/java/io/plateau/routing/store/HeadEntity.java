package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.routing.analysis.HeadRow;
import io.plateau.routing.impact.HeadImpact;
import io.plateau.routing.verdict.Selectivity;

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
    @Column(name = "impact_rare_first_half")
    public Double impactRareFirstHalf;
    @Column(name = "impact_rare_second_half")
    public Double impactRareSecondHalf;
    @Column(name = "effect_size_rare")
    public Double effectSizeRare;
    @Column(name = "p_rare_raw")
    public Double pRareRaw;
    @Column(name = "p_rare_bonferroni")
    public Double pRareBonferroni;
    @Column(name = "p_rare_benjamini_hochberg")
    public Double pRareBenjaminiHochberg;
    @Column(name = "effect_size_common")
    public Double effectSizeCommon;
    @Column(name = "p_common_raw")
    public Double pCommonRaw;
    @Column(name = "p_common_bonferroni")
    public Double pCommonBonferroni;
    @Column(name = "p_common_benjamini_hochberg")
    public Double pCommonBenjaminiHochberg;
    @Column(name = "p_bonferroni")
    public Double pBonferroni;
    @Column(name = "p_benjamini_hochberg")
    public Double pBenjaminiHochberg;
    @Column(name = "gini_difference")
    public Double giniDifference;
    @Column(name = "gini_effect_size")
    public Double giniEffectSize;
    @Column(name = "gini_p_raw")
    public Double giniPRaw;
    @Column(name = "gini_p_bonferroni")
    public Double giniPBonferroni;
    @Column(name = "gini_p_benjamini_hochberg")
    public Double giniPBenjaminiHochberg;
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
    public record Key(String experimentId, int layer, int head) implements Serializable {
    }
}
