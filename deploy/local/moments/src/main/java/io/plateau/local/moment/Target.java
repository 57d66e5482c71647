package io.plateau.local.moment;

import java.util.Arrays;
import java.util.List;

/** The methods of the services that are woven: the boundaries of each are moments, or hold a guarantee that can be broken. */
public enum Target {
    COMPUTATION("io.plateau.runtime.block.BlockRunner", "compute", Advices.Computation.class),
    //
    STEP("io.plateau.runtime.block.BlockRunner", "once", Advices.Step.class),
    //
    PUBLISHING("io.plateau.runtime.block.BlockRunner", "publish", Advices.Publishing.class),
    //
    COMMIT("io.plateau.runtime.block.Blocks", "commit", Advices.Commit.class),
    //
    RECORDED("io.plateau.runtime.block.Blocks", "isRecorded", Advices.Recorded.class),
    //
    LOCK("io.plateau.runtime.block.Blocks", "lock", Advices.Lock.class),
    //
    BARRIER("io.plateau.runtime.block.Ledger", "record", Advices.Barrier.class),
    //
    MEANS("io.plateau.inference.store.CaptureBlocks", "mean", Advices.Means.class),
    //
    END("io.plateau.inference.messaging.Analyses", "canEnd", Advices.End.class),
    //
    CAPTURED("io.plateau.inference.store.CaptureBlocks", "inBlockOrder", Advices.Order.class),
    //
    LOSSES("io.plateau.influence.store.LossBlockRepository", "inBlockOrder", Advices.Order.class),
    //
    ATTENTION("io.plateau.routing.store.AttentionBlocks", "inBlockOrder", Advices.Order.class),
    //
    HEAD_ABLATIONS("io.plateau.routing.store.HeadAblationBlocks", "inBlockOrder", Advices.Order.class),
    //
    HEAD_PATCHES("io.plateau.routing.store.PatchBlocks", "inBlockOrder", Advices.Order.class);

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
