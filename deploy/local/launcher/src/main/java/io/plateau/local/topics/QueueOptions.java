package io.plateau.local.topics;

import java.nio.file.Path;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the command. */
@Command(name = "deploy/local/queue", sortOptions = false, separator = " ", usageHelpWidth = 100, header = {
        "Writes the records that consumers have not handled to a file, or publishes those of a file: with a dump of the",
        "database made while the services were stopped, all that they need to go on. They must be stopped for either.",
        ""}, footer = {"", "Exit code: 0 done, 1 a service is running or the broker refuses, 2 wrong options."})
final class QueueOptions {
    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @ArgGroup(multiplicity = "1")
    Direction direction;

    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean help;

    /** One of the two. */
    static final class Direction {
        @Option(names = "--dump", paramLabel = "FILE", description = "write what is not handled")
        Path dump;

        @Option(names = "--restore", paramLabel = "FILE", description = "count all that is there as handled, and publish what the file holds")
        Path restore;
    }
}
