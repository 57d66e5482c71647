package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.routing.patching.PatchingEffect;

/** A row of {@code results.patching}. */
@Entity
@Table(name = "patching_effect")
@IdClass(PatchingEffectEntity.Key.class)
public class PatchingEffectEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public int layer;
    @Id
    public int head;
    public String model;
    public int pairs;
    public int contexts;
    @Column(name = "independent_pairs")
    public Double independentPairs;
    @Column(name = "gap")
    public Double gap;
    @Column(name = "gap_p")
    public Double gapP;
    public Double moved;
    @Column(name = "moved_sd")
    public Double movedSd;
    public Double effect;
    @Column(name = "effect_low")
    public Double effectLow;
    @Column(name = "effect_high")
    public Double effectHigh;
    @Column(name = "effect_size")
    public Double effectSize;
    @Column(name = "p_raw")
    public Double pRaw;
    @Column(name = "p_value")
    public Double pValue;
    @Column(name = "p_benjamini_hochberg")
    public Double pBenjaminiHochberg;
    public String reason;

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
    public record Key(String experimentId, int layer, int head) implements Serializable {
    }
}
