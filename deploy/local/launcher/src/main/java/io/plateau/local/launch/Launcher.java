package io.plateau.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.plateau.contracts.Topic;
import io.plateau.contracts.specification.CheckpointName;
import io.plateau.local.command.LauncherLog;
import io.plateau.local.command.Machine;
import io.plateau.local.command.OutputDirectory;
import io.plateau.local.command.Pause;
import io.plateau.local.command.RunException;
import io.plateau.local.command.UsageException;
import io.plateau.local.export.Export;
import io.plateau.local.service.DataDirectory;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Service;
import io.plateau.report.FileNames;
import io.plateau.report.Report;

/** One run: start, ask, watch, report, stop. */
public final class Launcher {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Checkpoints are compared once an experiment on one has ended. */
    private static final Duration COMPARISONS = Duration.ofMinutes(5);

    private final Installation installation;
    private final PrintStream console;
    private final boolean terminal;

    /** @param terminal whether the console can redraw lines */
    public Launcher(Installation installation, PrintStream console, boolean terminal) {
        this.installation = installation;
        this.console = console;
        this.terminal = terminal;
    }

    /**
     * @return true when every stage of every experiment completed
     * @throws UsageException when an option cannot be followed
     * @throws RunException when the system could not run
     */
    boolean run(RunOptions options) throws IOException, SQLException {
        RunPlan plan = RunPlan.of(options, installation);
        installation.requireBuilt();
        Machine.require(System.getenv());
        OutputDirectory.require("--out", out(options));
        if (options.export != null) {
            OutputDirectory.require("--export", options.export);
        }
        try (DataDirectory data = options.data == null
                ? DataDirectory.fresh(installation.target())
                : DataDirectory.named(options.data)) {
            LauncherLog.to(data.launcherLog());
            data.useForTemporaryFiles(installation);
            LocalSystem system = new LocalSystem(data, installation, options.recordClasses);
            AtomicBoolean stopped = new AtomicBoolean();
            // Ctrl-C at any moment, also in the middle of the start.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopped.set(true);
                system.close();
            }, "stop"));
            try (system) {
                return run(options, plan, data, system);
            } catch (RuntimeException | IOException | SQLException e) {
                if (stopped.get()) {
                    // Whatever broke, broke because it was stopped.
                    return false;
                }
                throw e;
            }
        }
    }

    private boolean run(RunOptions options, RunPlan plan, DataDirectory data, LocalSystem system)
            throws IOException, SQLException {
        timed("Kafka and PostgreSQL are up", system::startStores);
        timed("the services are ready", () -> system.startServices(plan, options.oneByOne));
        FrontDoor frontDoor = new FrontDoor(system.url(Service.INFERENCE));
        List<WatchedExperiment> experiments = new ExperimentRequests(system.broker().bootstrapServers(), frontDoor)
                .send(plan.specifications());
        experiments.forEach(e -> console.print("  experiment " + e.shown() + " requested\n"));
        long begin = System.nanoTime();
        List<ExperimentView> ended = new Watch(frontDoor, system, new ProgressDisplay(console, terminal))
                .untilAllEnd(experiments);
        console.print(
                "  all experiments ended after " + StageClock.seconds((System.nanoTime() - begin) / 1e9) + "\n\n");
        if (ended.stream().map(ExperimentView::model)
                .anyMatch(model -> model != null && CheckpointName.parse(model).isPresent())) {
            HandledEvents.await(system.broker().bootstrapServers(), Topic.EXPERIMENT_EVENTS, COMPARISONS);
        }
        report(system, ended, out(options));
        if (options.export != null) {
            export(system, ended, options.export);
        }
        Summary summary = new Summary(console);
        summary.services(system.services(), options.oneByOne);
        boolean success = outcome(ended);
        if (options.stay) {
            summary.whileUp(system);
            while (true) {
                system.requireAlive();
                Pause.of(LOOK);
            }
        }
        summary.afterwards(options, data);
        return success;
    }

    private Path out(RunOptions options) {
        return options.out == null ? installation.target().resolve("out") : options.out;
    }

    private void report(LocalSystem system, List<ExperimentView> ended, Path out) throws SQLException, IOException {
        List<String> ids = ended.stream().map(ExperimentView::id).toList();
        try (Connection analyst = system.database().reader()) {
            Report.write(analyst, ids, out, console);
        }
    }

    private void export(LocalSystem system, List<ExperimentView> ended, Path directory)
            throws SQLException, IOException {
        // By model, not by identifier: equal results then have equal names too.
        List<String> names = FileNames
                .distinct(ended.stream().map(ExperimentView::label).toList());
        Map<String, String> folders = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            folders.put(names.get(i), ended.get(i).id());
        }
        try (Connection analyst = system.database().reader()) {
            console.print("\nExported to " + directory + ", SHA-256:\n");
            Export.writeAll(analyst, folders, directory)
                    .forEach((folder, hash) -> console.print("  " + hash + "  " + folder + "\n"));
        }
    }

    private boolean outcome(List<ExperimentView> ended) {
        boolean success = true;
        for (ExperimentView experiment : ended) {
            if (!experiment.isCompleted()) {
                success = false;
                console.print("\nThe experiment " + experiment.id() + " is " + experiment.status() + ": "
                        + (experiment.reason() == null ? "no reason was given" : experiment.reason()) + "\n");
            } else if (!experiment.everyStageCompleted()) {
                success = false;
                console.print(
                        "\nThe experiment " + experiment.id() + " is COMPLETED, but not all of its stages are.\n");
            }
        }
        return success;
    }

    private void timed(String what, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        console.printf(Locale.ROOT, "  %s (%.1f s)%n", what, (System.nanoTime() - begin) / 1e9);
        console.flush();
    }
}
