package io.plateau.local.faults.system;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

import io.plateau.local.broker.LocalBroker;

/** A broker in a process of its own, so that it can be killed; it ends when its standard input closes. */
public final class BrokerMain {
    /** Printed when it serves. */
    static final String READY = "the broker serves";

    private BrokerMain() {
    }

    /** Arguments: directory, port of the clients, port of the controller. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        try (LocalBroker broker = LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]))) {
            System.out.println(READY + " at " + broker.bootstrapServers());
            System.in.transferTo(PrintStream.nullOutputStream());
        }
    }
}
