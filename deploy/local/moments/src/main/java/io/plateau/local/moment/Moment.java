package io.plateau.local.moment;

import io.plateau.contracts.Labelled;

/** A point of a block's life at which a fault may strike. */
public enum Moment implements Labelled {
    /** The block is not in the ledger; its computation is next. */
    BEFORE_COMPUTE,
    /** The computation has begun; its result is not used before the moment is over. */
    DURING_COMPUTE,
    /** Result and ledger row are committed; nothing that they set off is published. */
    AFTER_COMMIT,
    /** All is published; the message is not acknowledged. */
    AFTER_PUBLISH,
    /** One of the last two blocks of a stage is written and counted, under the lock, and not committed. */
    AT_BARRIER,
    /** What a barrier sets off is computed and not written: a reduction, an analysis, the end of the experiment. */
    FINALISATION;
}
