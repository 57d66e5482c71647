package io.plateau.runtime.process;

import jakarta.enterprise.context.ApplicationScoped;

/** Whether this process was told to stop: long computations ask between their parts and give up. */
@ApplicationScoped
public class Shutdown {
    private volatile boolean requested;

    public boolean isRequested() {
        return requested;
    }

    public void request() {
        requested = true;
    }
}
