package io.plateau.graph.control;

import java.util.ArrayList;
import java.util.List;

/** How the sets of both groups are cut into work items: the same wherever it is asked. */
public final class WorkPlan {
    /** Controls per item: a second or two of work at the defaults, and enough items for a dozen replicas. */
    static final int CONTROLS_PER_ITEM = 25;

    private WorkPlan() {
    }

    /**
     * @param block number over both groups, 0 …
     * @param group whose sets
     * @param firstSet first of the item; 0 is the group itself
     * @param sets how many
     */
    public record Item(int block, NeuronGroup group, int firstSet, int sets) {
    }

    /** The group itself is one item (it has the bootstraps besides), its controls follow; none when not tested. */
    public static List<Item> of(ControlSets sets, int controls) {
        List<Item> items = new ArrayList<>();
        for (NeuronGroup group : NeuronGroup.values()) {
            items.add(new Item(items.size(), group, 0, 1));
            boolean tested = sets.reasonNotTested(group) == null;
            for (int first = 1; tested && first <= controls; first += CONTROLS_PER_ITEM) {
                items.add(new Item(items.size(), group, first, Math.min(CONTROLS_PER_ITEM, controls - first + 1)));
            }
        }
        return items;
    }
}
