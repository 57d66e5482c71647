package io.plateau.local.faults.kind;

import io.plateau.contracts.Stage;
import io.plateau.local.moment.Break;

/** The fault that cannot miss a guarantee that is broken on purpose. */
public final class MeetingFault {
    private static final long SEED = 1;

    private MeetingFault() {
    }

    /** @param parts of the system that it strikes */
    public static Fault of(Break guarantee, Parts parts) {
        return switch (guarantee) {
            // So early that the experiment does not end before the events have come again.
            case IDEMPOTENCE -> new DuplicatesFault(parts.broker(), parts.experiments(), parts.moments(),
                    DuplicatesFault.Way.WHILE_IT_RUNS, Stage.FIND_CONSTANTS, SEED);
            // Of many blocks: the last two are soon of two replicas.
            case BARRIER_LOCK -> new BarrierFault(parts.processes(), parts.database(), parts.experiments(),
                    parts.moments(), parts.recovery(), Stage.ATTENTION);
            // Any two experiments differ.
            case REDUCTION_ORDER -> new RequestFault(parts.experiments(), parts.moments(), Stage.CAPTURE,
                    "before-compute");
        };
    }
}
