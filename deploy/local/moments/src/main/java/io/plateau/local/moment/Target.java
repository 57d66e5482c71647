package io.plateau.local.moment;

import java.util.Arrays;
import java.util.List;

/** The methods of the services that are woven: the boundaries of each are moments, or hold a guarantee that can be broken. */
public enum Target {
    /** A block is computed. */
    COMPUTATION("io.plateau.runtime.block.BlockRunner", "compute", Advices.Computation.class),
    /** A step that no message carries is computed, stored and published. */
    STEP("io.plateau.runtime.block.BlockRunner", "once", Advices.Step.class),
    /** The events that a block causes are published. */
    PUBLISHING("io.plateau.runtime.block.BlockRunner", "publish", Advices.Publishing.class),
    /** A result and its ledger row are committed. */
    COMMIT("io.plateau.runtime.block.Blocks", "commit", Advices.Commit.class),
    /** The ledger is asked whether a block need not be done. */
    RECORDED("io.plateau.runtime.block.Blocks", "isRecorded", Advices.Recorded.class),
    /** The lock under which barriers are counted is taken. */
    LOCK("io.plateau.runtime.block.Blocks", "lock", Advices.Lock.class),
    /** A block is entered and the blocks of its stage are counted. */
    BARRIER("io.plateau.runtime.block.LedgerRepository", "record", Advices.Barrier.class),
    /** The means of a capture are reduced. */
    MEANS("io.plateau.inference.store.CaptureBlockRepository", "mean", Advices.Means.class),
    /** An experiment is found complete. */
    END("io.plateau.inference.experiment.Analyses", "canEnd", Advices.End.class),
    /** Contexts are cut into blocks. */
    CUT("io.plateau.inference.planning.Blocks", "cut", Advices.Cut.class),
    /** Partial results of each stage are read in the order of their blocks. */
    CAPTURED("io.plateau.inference.store.CaptureBlockRepository", "inBlockOrder", Advices.Order.class),
    /** As {@link #CAPTURED}. */
    LOSSES("io.plateau.influence.store.LossBlockRepository", "inBlockOrder", Advices.Order.class),
    /** As {@link #CAPTURED}. */
    ATTENTION("io.plateau.routing.store.AttentionBlockRepository", "inBlockOrder", Advices.Order.class),
    /** As {@link #CAPTURED}. */
    HEAD_ABLATIONS("io.plateau.routing.store.HeadAblationBlockRepository", "inBlockOrder", Advices.Order.class),
    /** As {@link #CAPTURED}. */
    HEAD_PATCHES("io.plateau.routing.store.PatchBlockRepository", "inBlockOrder", Advices.Order.class);

    private final String className;
    private final String method;
    private final Class<?> advice;

    Target(String className, String method, Class<?> advice) {
        this.className = className;
        this.method = method;
        this.advice = advice;
    }

    public String className() {
        return className;
    }

    /** The one method of the class that has this name. */
    public String method() {
        return method;
    }

    Class<?> advice() {
        return advice;
    }

    static List<Target> of(String className) {
        return Arrays.stream(values()).filter(target -> target.className.equals(className)).toList();
    }
}
