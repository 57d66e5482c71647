package io.plateau.influence.store;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.influence.joint.JointBlock;
import io.plateau.influence.joint.SetKey;
import io.plateau.statistics.packing.PackedArrays;

/** Row of {@code joint_block}. */
@Entity
@IdClass(JointBlockEntity.Key.class)
class JointBlockEntity {
    @Id
    String experimentId;
    @Id
    int block;
    String[] kinds;
    int[] sizes;
    int[] controls;
    int[] contexts;
    int[] counts;
    byte[] delta;
    byte[] separate;

    static JointBlockEntity of(String experimentId, int block, JointBlock sums) {
        JointBlockEntity row = new JointBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.kinds = sums.sets().stream().map(set -> set.kind().name()).toArray(String[]::new);
        row.sizes = sums.sets().stream().mapToInt(SetKey::size).toArray();
        row.controls = sums.sets().stream().mapToInt(SetKey::control).toArray();
        row.contexts = sums.contexts();
        row.counts = sums.counts();
        row.delta = PackedArrays.floats(sums.delta());
        row.separate = PackedArrays.floats(sums.separate());
        return row;
    }

    JointBlock toBlock() {
        List<SetKey> sets = IntStream.range(0, kinds.length)
                .mapToObj(s -> new SetKey(SetKey.Kind.valueOf(kinds[s]), sizes[s], controls[s])).toList();
        return new JointBlock(sets, contexts, counts, PackedArrays.floats(delta), PackedArrays.floats(separate));
    }

    /** Primary key. */
    record Key(String experimentId, int block) implements Serializable {
    }
}
