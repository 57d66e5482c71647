package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.routing.patching.PatchingEffect;

/** A row of {@code results.patching}. */
@Entity
@IdClass(PatchingEffectEntity.Key.class)
class PatchingEffectEntity {
    @Id
    String experimentId;
    @Id
    int layer;
    @Id
    int head;
    String model;
    int pairs;
    int contexts;
    Double independentPairs;
    Double gap;
    Double gapP;
    Double moved;
    Double movedSd;
    Double effect;
    Double effectLow;
    Double effectHigh;
    Double effectSize;
    Double pRaw;
    Double pValue;
    Double pBenjaminiHochberg;
    String reason;

    static PatchingEffectEntity of(String experimentId, String model, PatchingEffect row) {
        PatchingEffectEntity entity = new PatchingEffectEntity();
        entity.experimentId = experimentId;
        entity.layer = row.part().layer();
        entity.head = row.part().head();
        entity.model = model;
        entity.pairs = row.move().spread().count();
        entity.contexts = row.contexts().count();
        entity.independentPairs = row.contexts().independentPairs();
        entity.gap = row.gap().spread().mean();
        entity.gapP = row.gap().twoSided();
        entity.moved = row.move().spread().mean();
        entity.movedSd = row.move().spread().standardDeviation();
        entity.effect = row.effect().value();
        entity.effectLow = row.low();
        entity.effectHigh = row.high();
        entity.effectSize = row.effectSize();
        entity.pRaw = row.p().raw();
        entity.pValue = row.p().bonferroni();
        entity.pBenjaminiHochberg = row.p().benjaminiHochberg();
        entity.reason = row.reason();
        return entity;
    }

    /** The unique key of a part: head −1 is the whole layer. */
    record Key(String experimentId, int layer, int head) implements Serializable {
    }
}
