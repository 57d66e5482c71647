package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.effects.EffectBlock;
import io.plateau.statistics.packing.PackedArrays;

/** Row of {@code effect_block}. */
@Entity
@IdClass(EffectBlockEntity.Key.class)
class EffectBlockEntity {
    @Id
    String experimentId;
    @Id
    int block;
    int neurons;
    int[] contexts;
    int[] counts;
    byte[] sums;

    static EffectBlockEntity of(String experimentId, int block, EffectBlock sums) {
        EffectBlockEntity row = new EffectBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.neurons = sums.neurons();
        row.contexts = sums.contexts();
        row.counts = sums.counts();
        row.sums = PackedArrays.floats(sums.sums());
        return row;
    }

    EffectBlock toBlock() {
        return new EffectBlock(contexts, counts, PackedArrays.floats(sums), neurons);
    }

    /** Primary key. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
