package io.plateau.runtime.block;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.runtime.moment.Break;
import io.plateau.runtime.moment.Breaks;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The order in which partial results are reduced: that of their blocks, unless it is broken on purpose. */
@ApplicationScoped
public class ReductionOrder {
    private final Ledger ledger;
    private final Breaks breaks;

    ReductionOrder(Ledger ledger, Breaks breaks) {
        this.ledger = ledger;
        this.breaks = breaks;
    }

    /** @param partials in block order */
    public <T> List<T> of(String experimentId, Stage stage, List<T> partials, ToIntFunction<T> block) {
        if (!breaks.is(Break.REDUCTION_ORDER)) {
            return partials;
        }
        List<Integer> arrived = QuarkusTransaction.joiningExisting().call(() -> ledger.arrival(experimentId, stage));
        return partials.stream()
                .sorted(Comparator.comparingInt(partial -> arrived.indexOf(block.applyAsInt(partial)))).toList();
    }
}
