package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.influence.losses.LossBlock;

/** Row of {@code loss_block}. */
@Entity
@Table(name = "loss_block")
@IdClass(LossBlockRecord.Key.class)
class LossBlockRecord {
    @Id
    String experimentId;
    @Id
    int block;
    int neurons;
    int[] contexts;
    int[] counts;
    byte[] delta;
    byte[] absolute;
    byte[] positive;

    static LossBlockRecord of(String experimentId, int block, LossBlock sums) {
        LossBlockRecord row = new LossBlockRecord();
        row.experimentId = experimentId;
        row.block = block;
        row.neurons = sums.neurons();
        row.contexts = sums.contexts();
        row.counts = sums.counts();
        row.delta = Float64.bytes(sums.delta());
        row.absolute = Float64.bytes(sums.absolute());
        row.positive = Float64.bytes(sums.positive());
        return row;
    }

    LossBlock toBlock() {
        return new LossBlock(contexts, neurons, counts, Float64.values(delta), Float64.values(absolute),
                Float64.values(positive));
    }

    /** Primary key. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
