package io.plateau.routing.store;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.statistics.packing.PackedArrays;

/** Plateau activation of the contexts of one block under every ablation; bytea are {@link PackedArrays}. */
@Entity
@IdClass(HeadAblationBlockEntity.Key.class)
class HeadAblationBlockEntity {
    @Id
    String experimentId;
    @Id
    int block;
    String[] targetKinds;
    int[] targetLayers;
    int[] targetHeads;
    int[] targetDirections;
    int[] contexts;
    int[] neurons;
    int[] positionCounts;
    byte[] meanAbsolute;
    byte[] meanSigned;

    static HeadAblationBlockEntity of(String experimentId, int block, HeadAblationBlock result) {
        HeadAblationBlockEntity entity = new HeadAblationBlockEntity();
        entity.experimentId = experimentId;
        entity.block = block;
        entity.targetKinds = result.ablations().stream().map(ablation -> ablation.kind().name()).toArray(String[]::new);
        entity.targetLayers = result.ablations().stream().mapToInt(Ablation::layer).toArray();
        entity.targetHeads = result.ablations().stream().mapToInt(Ablation::head).toArray();
        entity.targetDirections = result.ablations().stream().mapToInt(Ablation::direction).toArray();
        entity.contexts = result.contexts();
        entity.neurons = result.neurons();
        entity.positionCounts = result.counts();
        entity.meanAbsolute = PackedArrays.doubles(result.absolute());
        entity.meanSigned = PackedArrays.doubles(result.signed());
        return entity;
    }

    HeadAblationBlock result() {
        List<Ablation> ablations = new ArrayList<>();
        for (int a = 0; a < targetKinds.length; a++) {
            ablations.add(new Ablation(Ablation.Kind.valueOf(targetKinds[a]), targetLayers[a], targetHeads[a],
                    targetDirections[a]));
        }
        return new HeadAblationBlock(ablations, contexts, neurons, positionCounts, PackedArrays.doubles(meanAbsolute),
                PackedArrays.doubles(meanSigned));
    }

    /** The unique key of a block. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
