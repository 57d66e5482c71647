package io.plateau.local.faults.kind;

import io.plateau.contracts.Stage;
import io.plateau.local.moment.Break;

/** For each guarantee that can be broken on purpose, the fault that shows whether the harness finds it. */
public final class DecisiveFault {
    private static final long SEED = 1;

    private DecisiveFault() {
    }

    /** @param parts of the system that it strikes */
    public static Fault of(Break guarantee, Parts parts) {
        return switch (guarantee) {
            // So early that the experiment does not end before the events have come again.
            case IDEMPOTENCE -> new DuplicatesFault(parts.broker(), parts.experiments(), parts.moments(),
                    DuplicatesFault.Way.WHILE_IT_RUNS, Stage.FIND_CONSTANTS, SEED);
            // A stage of many blocks: two replicas soon hold the last two.
            case BARRIER_LOCK -> new BarrierFault(parts.processes(), parts.database(), parts.experiments(),
                    parts.moments(), parts.recovery(), Stage.ATTENTION);
            // Any two experiments differ.
            case REDUCTION_ORDER -> new RequestFault(parts.experiments(), parts.moments(), Stage.CAPTURE,
                    "before-compute");
        };
    }
}
