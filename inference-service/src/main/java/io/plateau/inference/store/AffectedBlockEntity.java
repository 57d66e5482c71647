package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.inference.ablation.AffectedPositions;
import io.plateau.inference.ablation.PromotedTokens;
import io.plateau.statistics.packing.PackedArrays;

/** Which of a block's positions are among those that a neuron affects most, of the blocks done before it; with the first block what the neurons do to the logits. */
@Entity
@IdClass(AffectedBlockEntity.Key.class)
public class AffectedBlockEntity {
    @Id
    public String experimentId;
    @Id
    public int block;
    public byte[] neurons;
    public byte[] positions;
    public byte[] changes;
    public byte[] activations;
    /** Null of all blocks but the first, and where the model has no closed form. */
    public byte[] promotedTokens;
    public byte[] promotedChanges;

    public static AffectedBlockEntity of(String experimentId, int block, AffectedPositions.Entries affected,
            PromotedTokens promoted) {
        AffectedBlockEntity row = new AffectedBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.neurons = PackedArrays.ints(affected.neuron());
        row.positions = PackedArrays.ints(affected.row());
        row.changes = PackedArrays.floats(affected.change());
        row.activations = PackedArrays.floats(affected.activation());
        if (promoted != null) {
            row.promotedTokens = PackedArrays.ints(promoted.token());
            row.promotedChanges = PackedArrays.floats(promoted.change());
        }
        return row;
    }

    AffectedPositions.Entries entries() {
        return new AffectedPositions.Entries(PackedArrays.ints(neurons), PackedArrays.ints(positions),
                PackedArrays.floats(changes), PackedArrays.floats(activations));
    }

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
