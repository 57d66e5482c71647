package io.plateau.local.faults.system;

import java.io.IOException;

/** The broker as a process; each start is on the same log and the same ports. */
public interface Broker {
    String bootstrapServers();

    /** Returns when it serves. */
    void start() throws IOException;

    /** As {@code kill -9}. */
    void kill();

    boolean isAlive();

    ProcessHandle handle();
}
