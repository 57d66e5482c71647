package io.plateau.routing.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.routing.attention.AttentionSummary;

/** Concentration and similarity over all heads: a row of {@code results.attention}. */
@Entity
class AttentionSummaryEntity {
    @Id
    String experimentId;
    String model;
    Double giniRare;
    Double giniRareSd;
    Double giniCommon;
    Double giniCommonSd;
    Double giniPHeads;
    Double giniDifferenceContexts;
    Double giniPContexts;
    Double similarity;
    Double similaritySd;
    Double giniEffectSizeHeads;
    Double giniEffectSizeContexts;
    String concentration;
    int heads;
    int contexts;
    String reason;

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
