package io.plateau.local.topics;

import java.nio.file.Path;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the command; the first two are named as those of Kafka's own tools. */
@Command(name = "deploy/local/topics", sortOptions = false, separator = " ", usageHelpWidth = 100, header = {
        "Creates the topics of Plateau on a broker, adds partitions where there are too few and sets record limits;",
        "repeating it changes nothing.",
        ""}, footer = {"",
                "Exit code: 0 all topics are correct, 1 they are not or the broker refuses, 2 wrong options."})
final class TopicsOptions {
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", description = "the broker")
    String bootstrapServer;

    @Option(names = "--command-config", paramLabel = "FILE", description = "client settings, such as security.protocol and sasl.jaas.config")
    Path commandConfig;

    @Option(names = "--replication-factor", paramLabel = "N", description = "replicas of new topics; default: the broker's")
    Short replicationFactor;

    @Option(names = "--check", description = "change nothing, only report what differs")
    boolean check;

    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean help;
}
