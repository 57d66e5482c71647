package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.losses.FrequencySums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.precision.ErrorSums;
import io.plateau.statistics.packing.PackedArrays;

/** Row of {@code loss_block}. */
@Entity
@IdClass(LossBlockEntity.Key.class)
class LossBlockEntity {
    @Id
    String experimentId;
    /** Whether it is of neurons that were computed again. */
    @Id
    boolean refined;
    @Id
    int block;
    int neurons;
    /** Which neurons they are where they were computed again; null: all. */
    int[] chosen;
    int[] contexts;
    int[] counts;
    byte[] delta;
    byte[] absolute;
    byte[] positive;
    byte[] baseline;
    byte[] frequency;
    Integer errorStrata;
    Integer errorDraws;
    byte[] errorSum;
    byte[] errorSquares;

    static LossBlockEntity of(String experimentId, int block, int[] chosen, LossBlock sums, ErrorSums errors) {
        LossBlockEntity row = new LossBlockEntity();
        row.experimentId = experimentId;
        row.refined = chosen != null;
        row.chosen = chosen;
        if (errors != null) {
            row.errorStrata = errors.strata();
            row.errorDraws = errors.draws();
            row.errorSum = PackedArrays.doubles(errors.sum());
            row.errorSquares = PackedArrays.doubles(errors.squares());
        }
        row.block = block;
        row.neurons = sums.neurons();
        row.contexts = sums.contexts();
        row.counts = sums.counts();
        row.delta = PackedArrays.doubles(sums.delta());
        row.absolute = PackedArrays.doubles(sums.absolute());
        row.positive = PackedArrays.doubles(sums.positive());
        row.baseline = PackedArrays.doubles(sums.baseline());
        row.frequency = sums.frequency() == null ? null : PackedArrays.doubles(sums.frequency().values());
        return row;
    }

    LossBlock toBlock() {
        return new LossBlock(contexts, neurons, counts, PackedArrays.doubles(delta), PackedArrays.doubles(absolute),
                PackedArrays.doubles(positive), PackedArrays.doubles(baseline),
                frequency == null ? null : new FrequencySums(PackedArrays.doubles(frequency)));
    }

    /** Null where the block has none. */
    ErrorSums toErrors() {
        return errorStrata == null
                ? null
                : new ErrorSums(errorStrata, errorDraws, PackedArrays.doubles(errorSum),
                        PackedArrays.doubles(errorSquares));
    }

    /** Primary key. */
    record Key(String experimentId, boolean refined, int block) implements Serializable {
    }
}
