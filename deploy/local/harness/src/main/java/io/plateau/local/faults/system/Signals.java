package io.plateau.local.faults.system;

import java.io.IOException;

/** Signals that Java has no method for. */
public final class Signals {
    private Signals() {
    }

    /** @param name without SIG */
    static void send(ProcessHandle process, String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
        Waiting.join(kill);
        if (kill.exitValue() != 0) {
            throw new IOException("SIG" + name + " could not be sent to process " + process.pid());
        }
    }
}
