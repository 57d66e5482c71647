package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Picks positions, spread evenly over contexts: those whose activations the graph correlates, or where neurons are ablated. */
final class Observations {
    private Observations() {
    }

    /**
     * Rounds over the contexts in a random order; each round takes one more position of every context that has one left,
     * so that the contexts' shares differ by at most one unless a context runs out.
     *
     * @param eligible per context and target: whether the position may be picked
     * @param wanted how many to pick; fewer when there are fewer
     * @return per context and target: whether the position was picked
     */
    static boolean[][] choose(boolean[][] eligible, int wanted, long seed) {
        Random random = new Random(seed);
        List<List<Integer>> left = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        boolean[][] chosen = new boolean[eligible.length][];
        for (int c = 0; c < eligible.length; c++) {
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < eligible[c].length; i++) {
                if (eligible[c][i]) {
                    rows.add(i);
                }
            }
            Collections.shuffle(rows, random);
            left.add(rows);
            order.add(c);
            chosen[c] = new boolean[eligible[c].length];
        }
        Collections.shuffle(order, random);
        int picked = 0;
        for (int round = 0; picked < wanted; round++) {
            int before = picked;
            for (int c : order) {
                if (picked < wanted && round < left.get(c).size()) {
                    chosen[c][left.get(c).get(round)] = true;
                    picked++;
                }
            }
            if (picked == before) {
                break;
            }
        }
        return chosen;
    }
}
