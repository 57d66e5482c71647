package io.plateau.local.topics;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plateau.contracts.broker.BrokerFault;
import io.plateau.contracts.broker.BrokerTopics;
import io.plateau.contracts.broker.TopicSetup;
import io.plateau.local.command.ExitCode;
import io.plateau.local.command.OptionFault;
import io.plateau.local.command.UsageException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From arguments to an exit code. */
public final class TopicsCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** In a cluster, a broker may see another broker's change with a delay. */
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private TopicsCommand() {
    }

    /** Prints changes to {@code console} and mismatches to {@code errors}. */
    public static int execute(String[] arguments, PrintStream console, PrintStream errors) {
        try {
            TopicsOptions options = parse(arguments);
            if (options.help) {
                PrintWriter writer = new PrintWriter(console);
                new CommandLine(options).usage(writer);
                writer.flush();
                return ExitCode.SUCCESS;
            }
            try (BrokerTopics topics = new BrokerTopics(options.broker.access("deploy/local/topics"), TIMEOUT,
                    options.pools)) {
                return run(options, topics, console, errors);
            }
        } catch (UsageException e) {
            errors.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (BrokerFault e) {
            errors.println(e.getMessage());
            return ExitCode.FAILURE;
        }
    }

    private static int run(TopicsOptions options, BrokerTopics topics, PrintStream console, PrintStream errors) {
        TopicSetup setup = setup(options, topics);
        List<String> wrong = mismatches(options, topics);
        if (!options.check && !wrong.isEmpty()) {
            List<String> done = setup.apply();
            done.forEach(console::println);
            for (int look = 0; look < LOOKS && !(wrong = mismatches(options, topics)).isEmpty()
                    && !done.isEmpty(); look++) {
                pause();
            }
        }
        if (!wrong.isEmpty()) {
            wrong.forEach(errors::println);
            return ExitCode.FAILURE;
        }
        console.println("All topics are correct.");
        return ExitCode.SUCCESS;
    }

    private static List<String> mismatches(TopicsOptions options, BrokerTopics topics) {
        List<String> wrong = topics.mismatches();
        if (wrong.isEmpty() && !options.partitions.isEmpty()) {
            Map<String, Integer> found = topics.partitions();
            wrong = options.partitions.entrySet().stream().filter(asked -> found.get(asked.getKey()) < asked.getValue())
                    .map(asked -> "topic " + asked.getKey() + " has " + found.get(asked.getKey())
                            + " partitions where it is to have " + asked.getValue())
                    .toList();
        }
        return wrong;
    }

    private static TopicSetup setup(TopicsOptions options, BrokerTopics topics) {
        try {
            return new TopicSetup(topics, Optional.ofNullable(options.replicationFactor), options.partitions);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--partitions: " + e.getMessage(), e);
        }
    }

    private static TopicsOptions parse(String... arguments) {
        TopicsOptions options = new TopicsOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
        } catch (ParameterException e) {
            throw new UsageException(OptionFault.of(e) + "; deploy/local/topics --help lists the options", e);
        }
        if (options.replicationFactor != null && options.replicationFactor < 1) {
            throw new UsageException("--replication-factor " + options.replicationFactor + ": it must be at least 1");
        }
        return options;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
