package io.plateau.influence.joint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All blocks of an experiment's joint ablations, added in block order. */
public final class JointSums {
    private final Map<SetKey, SetLosses> sets = new TreeMap<>(Comparator.comparing(SetKey::kind)
            .thenComparing(SetKey::size).thenComparing(SetKey::control));

    public void add(JointBlock block) {
        for (int s = 0; s < block.sets().size(); s++) {
            SetLosses losses = sets.computeIfAbsent(block.sets().get(s), key -> new SetLosses());
            for (int k = 0; k < block.contexts().length; k++) {
                losses.add(block.contexts()[k], block.counts(), k, block, s);
            }
        }
    }

    /** How many top ranks the sets of a kind are of, ascending. */
    List<Integer> sizes(SetKey.Kind kind) {
        return List.copyOf(new TreeSet<>(
                sets.keySet().stream().filter(key -> key.kind() == kind).map(SetKey::size).toList()));
    }

    SetLosses of(SetKey.Kind kind, int size) {
        return sets.get(new SetKey(kind, size, 0));
    }

    /** Controls of a size, in order. */
    List<SetLosses> controls(int size) {
        return sets.entrySet().stream()
                .filter(e -> e.getKey().kind() == SetKey.Kind.CONTROL && e.getKey().size() == size)
                .map(Map.Entry::getValue).toList();
    }
}
