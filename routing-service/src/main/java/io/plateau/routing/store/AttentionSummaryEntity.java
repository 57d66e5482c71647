package io.plateau.routing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.routing.attention.AttentionSummary;

/** Concentration and similarity over all heads: a row of {@code results.attention}. */
@Entity
@Table(name = "attention_summary")
public class AttentionSummaryEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    public String model;
    @Column(name = "gini_rare")
    public Double giniRare;
    @Column(name = "gini_rare_sd")
    public Double giniRareSd;
    @Column(name = "gini_common")
    public Double giniCommon;
    @Column(name = "gini_common_sd")
    public Double giniCommonSd;
    @Column(name = "gini_p_heads")
    public Double giniPHeads;
    @Column(name = "gini_difference_contexts")
    public Double giniDifferenceContexts;
    @Column(name = "gini_p_contexts")
    public Double giniPContexts;
    public Double similarity;
    @Column(name = "similarity_sd")
    public Double similaritySd;
    @Column(name = "gini_effect_size_heads")
    public Double giniEffectSizeHeads;
    @Column(name = "gini_effect_size_contexts")
    public Double giniEffectSizeContexts;
    public String concentration;
    public int heads;
    public int contexts;
    public String reason;

    static AttentionSummaryEntity of(String experimentId, ExperimentSpecification specification,
            AttentionSummary summary) {
        AttentionSummaryEntity entity = new AttentionSummaryEntity();
        entity.experimentId = experimentId;
        entity.model = specification.model();
        entity.concentration = specification.attention().concentration().label();
        entity.giniRare = summary.giniRare().mean();
        entity.giniRareSd = summary.giniRare().standardDeviation();
        entity.giniCommon = summary.giniCommon().mean();
        entity.giniCommonSd = summary.giniCommon().standardDeviation();
        entity.giniPHeads = summary.giniOverHeads().twoSided();
        entity.giniDifferenceContexts = summary.giniOverContexts().spread().mean();
        entity.giniPContexts = summary.giniOverContexts().twoSided();
        entity.giniEffectSizeHeads = summary.giniOverHeads().cohensD();
        entity.giniEffectSizeContexts = summary.giniOverContexts().cohensD();
        entity.similarity = summary.similarity().mean();
        entity.similaritySd = summary.similarity().standardDeviation();
        entity.heads = summary.heads().size();
        entity.contexts = summary.giniOverContexts().spread().count();
        entity.reason = summary.reason();
        return entity;
    }
}
