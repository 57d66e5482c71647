package io.plateau.local.topics;

import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the command. */
@Command(name = "deploy/local/topics", sortOptions = false, separator = " ", usageHelpWidth = 100, header = {
        "Creates the topics of Plateau on a broker, adds partitions where there are too few and sets record limits;",
        "repeating it changes nothing.",
        ""}, footer = {"",
                "Exit code: 0 all topics are correct, 1 they are not or the broker refuses, 2 wrong options."})
final class TopicsOptions {
    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Option(names = "--replication-factor", paramLabel = "N", description = "replicas of new topics; default: the broker's")
    Short replicationFactor;

    @Option(names = "--pools", paramLabel = "POOL,...", split = ",", description = "pools of workers, each of which has a topic of work of its own")
    List<String> pools = List.of();

    @Option(names = "--partitions", paramLabel = "TOPIC=N,...", split = ",", description = "topics that are to have more partitions than declared")
    Map<String, Integer> partitions = Map.of();

    @Option(names = "--check", description = "change nothing, only report what differs")
    boolean check;

    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean help;
}
