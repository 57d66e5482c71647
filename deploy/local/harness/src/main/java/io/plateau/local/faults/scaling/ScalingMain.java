package io.plateau.local.faults.scaling;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerTopics;
import io.plateau.contracts.broker.TopicSetup;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.command.ExitCode;
import io.plateau.local.command.Startup;
import io.plateau.local.command.UsageException;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Replicas;
import io.plateau.local.service.ServiceSettings;

/** What {@code deploy/benchmarks/scaling} runs: workers with blocks of a fixed time, one, two, four and eight. */
public final class ScalingMain {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Integer> REPLICAS = List.of(1, 2, 4, 8);
    /** As plateau.work.ahead. */
    private static final int AHEAD = 24;
    private static final String KEYS = "k1:" + "5e".repeat(32);

    private final PrintStream console;
    private final TimedStage stage;
    private final TimedWorkers workers;
    private final double blockSeconds;
    private final Duration window;

    private ScalingMain(PrintStream console, TimedStage stage, TimedWorkers workers, double blockSeconds,
            Duration window) {
        this.console = console;
        this.stage = stage;
        this.workers = workers;
        this.blockSeconds = blockSeconds;
        this.window = window;
    }

    public static void main(String[] arguments) {
        Startup.run(ScalingMain::execute, arguments);
    }

    private static int execute(String[] arguments, PrintStream console, PrintStream errors) {
        try {
            if (arguments.length > 3) {
                throw new UsageException(
                        "usage: deploy/benchmarks/scaling [BLOCK-MILLISECONDS [SECONDS [PARTITIONS]]]");
            }
            long millis = number(arguments, 0, 2_000);
            long seconds = number(arguments, 1, 60);
            run(console, millis, Duration.ofSeconds(seconds), (int) number(arguments, 2, 120));
            return ExitCode.SUCCESS;
        } catch (UsageException e) {
            errors.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILURE;
        } catch (Exception e) {
            errors.println(e.getMessage());
            return ExitCode.FAILURE;
        }
    }

    private static long number(String[] arguments, int index, long fallback) {
        if (index >= arguments.length) {
            return fallback;
        }
        if (!arguments[index].matches("[1-9][0-9]{0,5}")) {
            throw new UsageException("'" + arguments[index] + "' is no positive whole number");
        }
        return Long.parseLong(arguments[index]);
    }

    private static void run(PrintStream console, long millis, Duration window, int partitions) throws Exception {
        Installation installation = Installation.fromSystemProperty();
        installation.requireBuilt();
        Path directory = Files.createTempDirectory(Files.createDirectories(installation.target()), "scaling-");
        try (LocalBroker broker = LocalBroker.start(directory.resolve("kafka"));
                LocalDatabase database = LocalDatabase.start(directory.resolve("postgres"), Durability.THROWAWAY)) {
            BrokerAccess access = BrokerAccess.of(broker.bootstrapServers());
            try (BrokerTopics topics = new BrokerTopics(access, PATIENCE)) {
                new TopicSetup(topics, Optional.empty(), Map.of("inference-work", partitions)).apply();
            }
            ServiceSettings settings = new ServiceSettings(broker.bootstrapServers(), database, KEYS,
                    List.of(installation.models()), List.of(installation.corpora()), Replicas.of(Map.of()));
            console.printf(Locale.ROOT, "blocks of %d ms, %d partitions, %d s each; logs in %s%n", millis, partitions,
                    window.toSeconds(), directory);
            try (TimedWorkers workers = new TimedWorkers(installation, settings, directory.resolve("workers"),
                    millis)) {
                TimedStage stage = new TimedStage(database);
                workers.add(1);
                stage.begin(access, KEYS, AHEAD);
                new ScalingMain(console, stage, workers, millis / 1e3, window).measure();
            }
        }
    }

    private void measure() throws Exception {
        double alone = 0;
        for (int replicas : REPLICAS) {
            workers.add(replicas - workers.running());
            // Partitions move when a replica joins, and more blocks are published ahead when one is done.
            Thread.sleep(Math.round(15_000 + 2_000 * blockSeconds));
            double rate = rate(Instant.now(), window);
            alone = replicas == 1 ? rate : alone;
            console.printf(Locale.ROOT, "%d replicas: %.3f blocks/s, %.3f of linear, %.3f of the engine's time%n",
                    replicas,
                    rate, rate / (replicas * alone), rate * blockSeconds / replicas);
        }
        change("one replica removed", workers::remove);
        change("one replica added", () -> workers.add(1));
        Map<String, Double> outcomes = workers.outcomes();
        double counted = outcomes.getOrDefault("done", 0.0);
        console.printf(Locale.ROOT, "%d blocks done; computed twice: %.0f; found done: %.0f%n", stage.done().size(),
                Math.max(0, counted - stage.done().size()), outcomes.getOrDefault("repeated", 0.0));
    }

    /** Something that may throw. */
    private interface Change {
        void make() throws Exception;
    }

    /**
     * How much of the engines' time is lost around a change, against the blocks of the replicas that there are all the time: one
     * that starts does nothing until it is ready, and one that is stopped nothing from the signal on.
     */
    private void change(String name, Change change) throws Exception {
        int before = workers.running();
        double steady = rate(Instant.now(), window);
        Instant from = Instant.now();
        change.make();
        int after = workers.running();
        Instant joined = Instant.now();
        Duration observed = Duration.ofSeconds(Math.round(20 + 10 * blockSeconds));
        Thread.sleep(observed.toMillis());
        double whileChanging = blocks(from, joined);
        double afterwards = blocks(joined, joined.plus(observed));
        double perReplica = steady / before;
        double expected = perReplica * (Math.min(before, after) * Duration.between(from, joined).toMillis() / 1e3
                + after * observed.toMillis() / 1e3);
        console.printf(Locale.ROOT, "%s (%d to %d): %.1f s of one replica lost of %.0f, within %d s%n", name, before,
                after, (expected - whileChanging - afterwards) * blockSeconds, expected * blockSeconds,
                Duration.between(from, joined).plus(observed).toSeconds());
    }

    private double rate(Instant from, Duration length) throws Exception {
        Thread.sleep(length.toMillis());
        return blocks(from, from.plus(length)) / length.toMillis() * 1e3;
    }

    private double blocks(Instant from, Instant to) throws Exception {
        return stage.done().stream().filter(done -> !done.isBefore(from) && done.isBefore(to)).count();
    }
}
