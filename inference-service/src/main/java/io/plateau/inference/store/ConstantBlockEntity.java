package io.plateau.inference.store;

import java.io.Serializable;
import java.util.Arrays;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.statistics.packing.PackedArrays;
import io.plateau.statistics.tokens.TokenGroup;

/** Loss changes of one block with each of several constants in place of the activations, summed over each token group. */
@Entity
@IdClass(ConstantBlockEntity.Key.class)
public class ConstantBlockEntity {
    @Id
    public String experimentId;
    @Id
    public int block;
    public int rare;
    public int common;
    /** 2, J, N. */
    public byte[] changes;

    /**
     * @param groups P: group of each position
     * @param sums rare and common, J, N: nats
     */
    public static ConstantBlockEntity of(String experimentId, int block, byte[] groups, double[][][] sums) {
        ConstantBlockEntity row = new ConstantBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        for (byte group : groups) {
            row.rare += group == TokenGroup.RARE.code() ? 1 : 0;
            row.common += group == TokenGroup.COMMON.code() ? 1 : 0;
        }
        row.changes = PackedArrays.doubles(
                Arrays.stream(sums).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray());
        return row;
    }

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
