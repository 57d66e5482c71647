package io.plateau.runtime.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.runtime.moment.Break;
import io.plateau.runtime.moment.Breaks;
import io.plateau.runtime.moment.OnPurpose;

/** The order in which partial results are reduced, as it is and broken on purpose. */
class ReductionOrderTest {
    private static final List<Integer> BLOCKS = List.of(0, 1, 2);
    /** All six orders of three blocks are among those of so many experiments but for one case in 10^15. */
    private static final int EXPERIMENTS = 200;

    @Test
    void isThatOfBlocks() {
        assertEquals(Set.of(BLOCKS), orders(OnPurpose.intact()));
    }

    @Test
    void brokenOnPurposeIsAnotherFromExperimentToExperiment() {
        assertEquals(6, orders(OnPurpose.broken(Break.REDUCTION_ORDER)).size());
    }

    private static Set<List<Integer>> orders(Breaks breaks) {
        ReductionOrder order = new ReductionOrder(breaks);
        Set<List<Integer>> orders = new HashSet<>();
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            orders.add(order.of("experiment-" + experiment, Stage.LOSSES, BLOCKS));
        }
        return orders;
    }
}
