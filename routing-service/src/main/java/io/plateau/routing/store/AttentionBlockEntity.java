package io.plateau.routing.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.routing.attention.AttentionSums;
import io.plateau.statistics.packing.PackedArrays;

/** Sums of one block of attention rows; the arrays are {@link Doubles}. */
@Entity
@Table(name = "attention_block")
@IdClass(AttentionBlockEntity.Key.class)
public class AttentionBlockEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public int block;
    public int layer;
    public Integer context;
    public int heads;
    public int offsets;
    @Column(name = "row_counts")
    public byte[] rowCounts;
    @Column(name = "gini_row_counts")
    public byte[] giniRowCounts;
    public byte[] gini;
    @Column(name = "profile_row_counts")
    public byte[] profileRowCounts;
    public byte[] profile;

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
    public record Key(String experimentId, int block) implements Serializable {
    }
}
