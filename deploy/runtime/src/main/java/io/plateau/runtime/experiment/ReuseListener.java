package io.plateau.runtime.experiment;

/** What follows in a service when the blocks of a re-analysis are in. */
public interface ReuseListener {
    /** Called on every delivery of what sets it off, and so idempotent. */
    void blocksReused(String experimentId);
}
