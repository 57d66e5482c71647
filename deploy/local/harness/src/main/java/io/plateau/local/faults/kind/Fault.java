package io.plateau.local.faults.kind;

import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.system.ViolationException;

/**
 * One disturbance of a running system. The experiment under way must give the same bits as the baseline run; a fault that makes
 * experiments of its own, such as one that is cancelled, checks their outcome itself.
 */
public interface Fault {
    /** As in {@code --kinds}. */
    String kind();

    /** What is struck and when, for the report. */
    String description();

    /**
     * Does it and takes it back; returns when nothing of it is left but what the system must recover from.
     *
     * @throws MissedException when its moment did not come before the experiment ended: it is tried again with the next
     * @throws ViolationException when the system did what it must not
     */
    void strike() throws Exception;
}
