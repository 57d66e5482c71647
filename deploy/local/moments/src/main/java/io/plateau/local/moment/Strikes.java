package io.plateau.local.moment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Called by the woven code; public because that code becomes part of the service's classes. */
public final class Strikes {
    /** Below the minute after which a stopped transaction would be rolled back. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final ThreadLocal<Boolean> IN_STEP = new ThreadLocal<>();

    /** How often each byte counts where small blocks are requested. */
    private static final int SMALLER = 8;

    private static volatile MomentFiles files;
    private static volatile Standstills standstills;

    private Strikes() {
    }

    /**
     * @param service whose moments are requested
     * @param directory of the files that ask
     */
    static void prepare(String service, Path directory) {
        files = new MomentFiles(directory, service, PATIENCE);
        standstills = new Standstills(files);
    }

    public static boolean isBroken(Break guarantee) {
        return files.isBroken(guarantee);
    }

    /** What each context adds to a block, multiplied where small blocks are requested, so that fewer contexts fit. */
    public static long[] counted(long[] bytes) {
        return files.wantsSmallBlocks() ? Arrays.stream(bytes).map(b -> SMALLER * b).toArray() : bytes;
    }

    /** Reaches a moment: returns at once, or once the harness that requested it releases the service. */
    public static void reach(Moment moment, String stage, String experimentId) {
        standstills.reach(moment, stage, experimentId);
    }

    /** A step that no message carries begins on this thread. */
    public static void beginStep() {
        IN_STEP.set(true);
    }

    public static void endStep() {
        IN_STEP.remove();
    }

    /** @return to be handed to {@link #endComputation} */
    public static Thread beginComputation(String stage, String experimentId) {
        return standstills.begin(stage, experimentId);
    }

    /** @param failed whether it has no result */
    public static void endComputation(Thread during, boolean failed, String stage, String experimentId) {
        if (!failed && Boolean.TRUE.equals(IN_STEP.get())) {
            reach(Moment.FINALISATION, stage, experimentId);
        }
        try {
            during.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shuffled by experiment where the order of reductions is broken. */
    public static List<?> ordered(List<?> partials, String experimentId) {
        if (!isBroken(Break.REDUCTION_ORDER)) {
            return partials;
        }
        List<?> shuffled = new ArrayList<>(partials);
        Collections.shuffle(shuffled, new Random(experimentId.hashCode()));
        return shuffled;
    }
}
