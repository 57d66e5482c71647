package io.plateau.inference.parallel;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ends a computation between two of its steps once its result is no longer needed. Like an interrupt it belongs to the
 * thread, so that no routine need hand it on; unlike one it says nothing to what waits for the disk, the network or a lock.
 */
public final class Cancellation {
    private static final BooleanSupplier NEVER = () -> false;
    private static final ThreadLocal<BooleanSupplier> CURRENT = ThreadLocal.withInitial(() -> NEVER);

    private Cancellation() {
    }

    /**
     * @param cancelled asked at every step, on any thread that does a part of the work: it must be cheap
     * @throws CancellationException when it became true before the work was done
     */
    public static <T> T during(BooleanSupplier cancelled, Supplier<T> work) {
        BooleanSupplier outer = CURRENT.get();
        CURRENT.set(cancelled);
        try {
            return work.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** @throws CancellationException when this thread's computation is no longer wanted */
    public static void check() {
        if (CURRENT.get().getAsBoolean()) {
            throw new CancellationException("the computation is no longer wanted");
        }
    }

    /** What this thread's computation is asked, for another thread that does a part of it. */
    static BooleanSupplier current() {
        return CURRENT.get();
    }
}
