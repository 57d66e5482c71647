package io.plateau.runtime.block;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.runtime.moment.Break;
import io.plateau.runtime.moment.Breaks;

/** The order in which partial results are reduced: that of their blocks, unless it is broken on purpose. */
@ApplicationScoped
public class ReductionOrder {
    private final Breaks breaks;

    ReductionOrder(Breaks breaks) {
        this.breaks = breaks;
    }

    /**
     * @param partials in block order
     * @return as they are; broken, in an order that is each experiment's own, as if they had come in the order of chance
     */
    public <T> List<T> of(String experimentId, Stage stage, List<T> partials) {
        if (!breaks.is(Break.REDUCTION_ORDER)) {
            return partials;
        }
        List<T> shuffled = new ArrayList<>(partials);
        Collections.shuffle(shuffled, new Random(Objects.hash(experimentId, stage.label())));
        return shuffled;
    }
}
