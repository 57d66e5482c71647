package io.plateau.local.topics;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import io.plateau.contracts.broker.BrokerAccess;
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
            try (BrokerTopics topics = new BrokerTopics(new BrokerAccess(settings(options)), TIMEOUT)) {
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
        List<String> wrong = topics.mismatches();
        if (!options.check && !wrong.isEmpty()) {
            List<String> done = new TopicSetup(topics, Optional.ofNullable(options.replicationFactor)).apply();
            done.forEach(console::println);
            for (int look = 0; look < LOOKS && !(wrong = topics.mismatches()).isEmpty() && !done.isEmpty(); look++) {
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

    private static Map<String, Object> settings(TopicsOptions options) {
        Map<String, Object> settings = new HashMap<>();
        if (options.commandConfig != null) {
            Properties file = read(options.commandConfig);
            file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        }
        if (options.bootstrapServer != null) {
            settings.put("bootstrap.servers", options.bootstrapServer);
        }
        if (!settings.containsKey("bootstrap.servers")) {
            throw new UsageException("--bootstrap-server is missing; deploy/local/topics --help lists the options");
        }
        return settings;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--command-config " + file + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--command-config " + file + ": it cannot be read as a properties file", e);
        }
        return properties;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
