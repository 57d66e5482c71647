package io.plateau.local.moment;

import java.util.List;

import io.plateau.contracts.Stage;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.experiment.ExperimentRepository;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Code that becomes part of a service's methods: each class names the moment or the break that it is. */
final class Advices {
    private Advices() {
    }

    /** {@link Moment#BEFORE_COMPUTE}, {@link Moment#DURING_COMPUTE} and poisons; in a step, {@link Moment#FINALISATION}. */
    static final class Computation {
        @Advice.OnMethodEnter
        static Thread begin(@Advice.Argument(0) BlockKey key) {
            return Strikes.beginComputation(key.stage().label(), key.experimentId());
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void end(@Advice.Enter Thread during, @Advice.Argument(0) BlockKey key,
                @Advice.Thrown Throwable failure) {
            Strikes.endComputation(during, failure != null, key.stage().label(), key.experimentId());
        }
    }

    /** A step that no message carries. */
    static final class Step {
        @Advice.OnMethodEnter
        static void begin() {
            Strikes.beginStep();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void end() {
            Strikes.endStep();
        }
    }

    /** {@link Moment#AFTER_COMMIT}. */
    static final class Commit {
        @Advice.OnMethodExit
        static void end(@Advice.Argument(0) BlockKey key) {
            Strikes.reach(Moment.AFTER_COMMIT, key.stage().label(), key.experimentId());
        }
    }

    /** {@link Moment#AFTER_PUBLISH}. */
    static final class Publishing {
        @Advice.OnMethodExit
        static void end(@Advice.Argument(0) BlockKey key) {
            Strikes.reach(Moment.AFTER_PUBLISH, key.stage().label(), key.experimentId());
        }
    }

    /** {@link Moment#AT_BARRIER}. */
    static final class Barrier {
        @Advice.OnMethodExit
        static void end(@Advice.Argument(0) BlockKey key, @Advice.Return int done) {
            if (done >= key.blocks() - 1) {
                Strikes.reach(Moment.AT_BARRIER, key.stage().label(), key.experimentId());
            }
        }
    }

    /** {@link Moment#FINALISATION} of the mean activations. */
    static final class Means {
        @Advice.OnMethodExit
        static void end(@Advice.Argument(0) String experimentId) {
            Strikes.reach(Moment.FINALISATION, Stage.CAPTURE.label(), experimentId);
        }
    }

    /** {@link Moment#FINALISATION} of the experiment. */
    static final class End {
        @Advice.OnMethodExit
        static void end(@Advice.Argument(0) String experimentId, @Advice.Argument(1) List<Stage> stages,
                @Advice.Return boolean can) {
            if (can) {
                Strikes.reach(Moment.FINALISATION, stages.get(stages.size() - 1).label(), experimentId);
            }
        }
    }

    /** Small blocks. */
    static final class Cut {
        @Advice.OnMethodEnter
        static void begin(@Advice.Argument(value = 0, readOnly = false) long[] bytes) {
            bytes = Strikes.counted(bytes);
        }
    }

    /** {@link Break#IDEMPOTENCE}. */
    static final class Recorded {
        @Advice.OnMethodExit
        static void end(@Advice.Return(readOnly = false) boolean recorded) {
            if (Strikes.isBroken(Break.IDEMPOTENCE)) {
                recorded = false;
            }
        }
    }

    /** {@link Break#BARRIER_LOCK}. */
    static final class Lock {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean begin() {
            return Strikes.isBroken(Break.BARRIER_LOCK);
        }

        @Advice.OnMethodExit
        static void end(@Advice.Enter boolean broken, @Advice.Argument(0) BlockKey key,
                @Advice.FieldValue("experiments") ExperimentRepository experiments,
                @Advice.Return(readOnly = false) boolean locked) {
            if (broken) {
                locked = !experiments.isTerminal(key.experimentId());
            }
        }
    }

    /** {@link Break#REDUCTION_ORDER}. */
    static final class Order {
        @Advice.OnMethodExit
        static void end(@Advice.Argument(0) String experimentId,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) List<?> partials) {
            partials = Strikes.ordered(partials, experimentId);
        }
    }
}
