package io.plateau.local.faults.clock;

/**
 * What is added to every reading of the wall clock in a process with the {@link ClockAgent}. On the boot class
 * path there, for the JDK's own classes call it; so it names no class but the JDK's.
 */
public final class ShiftedClock {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** What {@code VM.getNanoTimeAdjustment} returns when it cannot; its caller then tries another way. */
    private static final long NO_ADJUSTMENT = -1;

    private static volatile long millis;

    private ShiftedClock() {
    }

    /** From now on the wall clock goes by so many milliseconds more (or, below 0, less) than the machine's. */
    public static void shiftBy(long shift) {
        millis = shift;
    }

    /** The machine's clock, shifted. */
    public static long currentTimeMillis() {
        return ofMillis(System.currentTimeMillis());
    }

    /** A reading in milliseconds, shifted. */
    public static long ofMillis(long reading) {
        return reading + millis;
    }

    /** A reading in nanoseconds since some second, shifted. */
    public static long ofNanos(long reading) {
        return reading == NO_ADJUSTMENT ? reading : reading + millis * NANOS_PER_MILLI;
    }
}
