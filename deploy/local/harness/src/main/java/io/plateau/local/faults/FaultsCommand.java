package io.plateau.local.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.plateau.local.command.ExitCode;
import io.plateau.local.command.LauncherLog;
import io.plateau.local.command.Machine;
import io.plateau.local.command.OptionFault;
import io.plateau.local.command.OutputDirectory;
import io.plateau.local.command.RunException;
import io.plateau.local.command.UsageException;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.experiment.Records;
import io.plateau.local.faults.invariant.Groups;
import io.plateau.local.faults.invariant.HealthWatch;
import io.plateau.local.faults.invariant.Invariants;
import io.plateau.local.faults.invariant.Recovery;
import io.plateau.local.faults.kind.DecisiveFault;
import io.plateau.local.faults.kind.FaultKind;
import io.plateau.local.faults.kind.Parts;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StruckExperiment;
import io.plateau.local.faults.system.Cluster;
import io.plateau.local.faults.system.HttpFrontDoor;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.moment.Break;
import io.plateau.local.service.DataDirectory;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Service;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command {@code deploy/local/faults}. */
@Command(name = "deploy/local/faults", sortOptions = false, separator = " ", usageHelpWidth = 100, header = {
        "Runs an experiment without faults (the baseline), then again under faults, and compares every bit of the results.",
        ""}, footer = {"", "Exit code: 0 every invariant held, 1 one did not, 2 wrong options."})
public final class FaultsCommand {
    @Option(names = "--seed", paramLabel = "S", description = "decides the schedule; default: 1")
    long seed = 1;

    @Option(names = "--faults", paramLabel = "N", description = "how many; default: 40")
    int faults = 40;

    @Option(names = "--minutes", paramLabel = "M", description = {
            "stop striking after this time and report; default: no limit"})
    Integer minutes;

    @Option(names = "--kinds", paramLabel = "KIND", split = ",", description = "of these kinds only; default: all")
    List<String> kinds = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = {
            "where the report goes; default: deploy/local/target/faults"})
    Path out;

    @Option(names = "--break", paramLabel = "GUARANTEE", split = ",", description = {
            "when the faults are over, breaks idempotence, barrier-lock or reduction-order on purpose:",
            "the harness must find that; with it, --faults may be 0"})
    List<String> broken = List.of();

    @Option(names = "--small", description = "a small experiment on a model for tests, in small blocks")
    boolean small;

    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean help;

    /** From arguments to an exit code. */
    public static int execute(String[] arguments, PrintStream console, PrintStream errors) {
        FaultsCommand options = new FaultsCommand();
        try {
            Machine.requireText(arguments);
            new CommandLine(options).parseArgs(arguments);
            if (options.help) {
                PrintWriter writer = new PrintWriter(console);
                new CommandLine(options).usage(writer);
                writer.flush();
                return ExitCode.SUCCESS;
            }
            return options.run(console) ? ExitCode.SUCCESS : ExitCode.FAILURE;
        } catch (ParameterException e) {
            errors.println(OptionFault.of(e) + "; deploy/local/faults --help lists the options");
            return ExitCode.USAGE;
        } catch (UsageException e) {
            errors.println(e.getMessage() + "; deploy/local/faults --help lists the options");
            return ExitCode.USAGE;
        } catch (RunException | ViolationException e) {
            errors.println(e.getMessage());
            return ExitCode.FAILURE;
        } catch (IOException | SQLException e) {
            errors.println(LauncherLog.brokeOff(e));
            return ExitCode.FAILURE;
        }
    }

    private boolean run(PrintStream console) throws IOException, SQLException, ViolationException {
        if (faults < (broken.isEmpty() ? 1 : 0)) {
            throw new UsageException("--faults " + faults + ": at least one is needed");
        }
        if (minutes != null && minutes < 1) {
            throw new UsageException("--minutes " + minutes + ": at least one is needed");
        }
        List<FaultKind> chosen = kinds.isEmpty()
                ? Arrays.asList(FaultKind.values())
                : kinds.stream().map(FaultKind::ofLabel).toList();
        List<Break> guarantees = guarantees();
        Installation installation = Installation.fromSystemProperty();
        installation.requireBuilt();
        Machine.require(System.getenv());
        // One thread per replica: a tensor operation gives the bits of its thread count. And little work ahead: a small
        // experiment, too, then publishes most of its blocks when others are done.
        Map<String, String> environment = Map.of("PLATEAU_THREADS", "1", "PLATEAU_WORK_AHEAD", "2");
        Path reports = out == null ? installation.target().resolve("faults") : out;
        OutputDirectory.require("--out", reports);
        try (DataDirectory data = DataDirectory.fresh(installation.target())) {
            LauncherLog.to(data.launcherLog());
            data.useForTemporaryFiles(installation);
            try (Cluster cluster = new Cluster(installation, data, environment, chosen.contains(FaultKind.DISK),
                    small)) {
                Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop"));
                cluster.start();
                console.println("  the system is up; logs are in " + data.launcherLog().getParent());
                FaultReport report = strike(cluster, chosen, guarantees, reports, console);
                report.write(reports);
                console.println("  " + report.summary());
                console.println("  the report is in " + reports);
                return report.isClean();
            }
        }
    }

    private FaultReport strike(Cluster cluster, List<FaultKind> chosen, List<Break> guarantees, Path reports,
            PrintStream console) throws IOException, SQLException, ViolationException {
        Experiments experiments = new Experiments(new HttpFrontDoor(() -> cluster.replica(Service.INFERENCE).url()),
                new Records(cluster.database()), cluster.broker(),
                small ? StruckExperiment.SMALL : StruckExperiment.WHOLE);
        Groups groups = new Groups(cluster.broker().bootstrapServers());
        Recovery recovery = new Recovery(cluster, groups, experiments);
        Parts parts = new Parts(cluster, cluster.broker(), cluster.database(), experiments,
                new MomentRequests(cluster.moments()), cluster.clocks(), recovery, cluster.eventKeys(),
                cluster.kafkaDisk(),
                cluster.postgresDisk());
        try (HealthWatch health = new HealthWatch(cluster, cluster.broker(), cluster.database(), groups)) {
            Invariants invariants = new Invariants(cluster, cluster.broker(), cluster.database(), experiments, groups,
                    health.judge());
            Harness harness = new Harness(cluster, cluster.database(), experiments, groups, recovery, invariants,
                    reports.resolve("exports"), console,
                    minutes == null ? null : Duration.ofMinutes(minutes));
            List<Outcome> outcomes = harness.run(FaultKind.schedule(seed, faults, chosen, parts));
            experiments.expectProgress();
            for (Break guarantee : guarantees) {
                parts.moments().breakOnPurpose(guarantee);
                harness.requireFound(guarantee, DecisiveFault.of(guarantee, parts));
                parts.moments().mend(guarantee);
                experiments.dropAll();
            }
            return new FaultReport(seed, harness.baselineHash(), outcomes, harness.violationsAtTheEnd(),
                    harness.figures());
        }
    }

    private List<Break> guarantees() {
        try {
            return broken.stream().map(Break::ofLabel).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--break: " + e.getMessage(), e);
        }
    }
}
