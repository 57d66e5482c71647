package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.losses.LossBlock;
import io.plateau.statistics.packing.PackedArrays;

/** Row of {@code loss_block}. */
@Entity
@IdClass(LossBlockEntity.Key.class)
class LossBlockEntity {
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

    static LossBlockEntity of(String experimentId, int block, LossBlock sums) {
        LossBlockEntity row = new LossBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.neurons = sums.neurons();
        row.contexts = sums.contexts();
        row.counts = sums.counts();
        row.delta = PackedArrays.doubles(sums.delta());
        row.absolute = PackedArrays.doubles(sums.absolute());
        row.positive = PackedArrays.doubles(sums.positive());
        return row;
    }

    LossBlock toBlock() {
        return new LossBlock(contexts, neurons, counts, PackedArrays.doubles(delta), PackedArrays.doubles(absolute),
                PackedArrays.doubles(positive));
    }

    /** Primary key. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
