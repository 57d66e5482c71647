package io.plateau.routing.store;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.routing.patching.PatchBlock;
import io.plateau.routing.patching.PatchedPart;
import io.plateau.statistics.packing.PackedArrays;

/** Plateau activation of the pairs of one block under every patch; bytea are {@link PackedArrays}. */
@Entity
@IdClass(PatchBlockEntity.Key.class)
class PatchBlockEntity {
    @Id
    String experimentId;
    @Id
    int block;
    int[] partLayers;
    int[] partHeads;
    int[] contexts;
    int[] neurons;
    byte[] meanAbsolute;
    byte[] meanSigned;

    static PatchBlockEntity of(String experimentId, int block, PatchBlock result) {
        PatchBlockEntity entity = new PatchBlockEntity();
        entity.experimentId = experimentId;
        entity.block = block;
        entity.partLayers = result.parts().stream().mapToInt(PatchedPart::layer).toArray();
        entity.partHeads = result.parts().stream().mapToInt(PatchedPart::head).toArray();
        entity.contexts = result.contexts();
        entity.neurons = result.neurons();
        entity.meanAbsolute = PackedArrays.doubles(result.absolute());
        entity.meanSigned = PackedArrays.doubles(result.signed());
        return entity;
    }

    PatchBlock result() {
        List<PatchedPart> parts = new ArrayList<>();
        for (int a = 0; a < partLayers.length; a++) {
            parts.add(new PatchedPart(partLayers[a], partHeads[a]));
        }
        return new PatchBlock(parts, contexts, neurons, PackedArrays.doubles(meanAbsolute),
                PackedArrays.doubles(meanSigned));
    }

    /** The unique key of a block. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
