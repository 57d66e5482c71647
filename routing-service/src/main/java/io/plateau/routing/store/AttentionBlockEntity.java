package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.routing.attention.AttentionSums;
import io.plateau.statistics.packing.PackedArrays;

/** Sums of one block of attention rows; the arrays are {@link PackedArrays}. */
@Entity
@IdClass(AttentionBlockEntity.Key.class)
class AttentionBlockEntity {
    @Id
    String experimentId;
    @Id
    int block;
    int layer;
    Integer context;
    int heads;
    int offsets;
    byte[] rowCounts;
    byte[] giniRowCounts;
    byte[] gini;
    byte[] profileRowCounts;
    byte[] profile;

    static AttentionBlockEntity of(String experimentId, int block, int layer, Integer context, AttentionSums sums) {
        AttentionBlockEntity entity = new AttentionBlockEntity();
        entity.experimentId = experimentId;
        entity.block = block;
        entity.layer = layer;
        entity.context = context;
        entity.heads = sums.heads();
        entity.offsets = sums.offsets();
        entity.rowCounts = PackedArrays.doubles(sums.rows());
        entity.giniRowCounts = PackedArrays.doubles(sums.giniRows());
        entity.gini = PackedArrays.doubles(sums.gini());
        entity.profileRowCounts = PackedArrays.doubles(sums.profileRows());
        entity.profile = PackedArrays.doubles(sums.profile());
        return entity;
    }

    AttentionSums sums() {
        return new AttentionSums(heads, offsets, PackedArrays.doubles(rowCounts), PackedArrays.doubles(giniRowCounts),
                PackedArrays.doubles(gini), PackedArrays.doubles(profileRowCounts), PackedArrays.doubles(profile));
    }

    /** The unique key of a block. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
