package io.plateau.graph.control;

import java.util.ArrayList;
import java.util.List;

/** How the sets of both groups and the runs on the layer's graph are cut into work items: the same wherever asked. */
public final class WorkPlan {
    /** Controls per item: a second or two of work at the defaults, and enough items for a dozen replicas. */
    static final int CONTROLS_PER_ITEM = 25;
    /** Runs per item: each item makes the layer's graph anew, which costs about as much as ten runs. */
    static final int RUNS_PER_ITEM = 5;

    private WorkPlan() {
    }

    /**
     * @param block number over all items, 0 …
     * @param group whose sets; null: runs on the layer's graph
     * @param first set (0 is the group itself) or run of the item
     * @param count how many sets or runs
     */
    public record Item(int block, NeuronGroup group, int first, int count) {

        public boolean isLayer() {
            return group == null;
        }
    }

    /**
     * The longest items first: the layer's. Then of each group the group itself, which has the bootstraps besides, and
     * its controls; none of a group that is not tested.
     */
    public static List<Item> of(ControlSets sets, int controls, int layerRuns) {
        List<Item> items = new ArrayList<>();
        for (int first = 0; first < layerRuns; first += RUNS_PER_ITEM) {
            items.add(new Item(items.size(), null, first, Math.min(RUNS_PER_ITEM, layerRuns - first)));
        }
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
