package io.plateau.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.local.command.LauncherLog;
import io.plateau.local.command.Machine;
import io.plateau.local.command.UsageException;
import io.plateau.local.service.DataDirectory;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Service;

/** The experiments of a load, one group after the other on the same services: memory that grows shows from one to the next. */
final class LoadRun {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_SEED = 1;

    private final Installation installation;
    private final PrintStream console;

    LoadRun(Installation installation, PrintStream console) {
        this.installation = installation;
        this.console = console;
    }

    /** @return whether all completed, none starved and memory was flat */
    boolean run(LoadOptions options) throws IOException, SQLException {
        RunPlan plan = plan(options);
        List<String> many = specifications(plan, options.tokens, options.experiments, FIRST_SEED);
        List<String> large = new ArrayList<>();
        if (options.large > 0) {
            large.addAll(specifications(plan, options.large, 1, FIRST_SEED));
            // Behind it, and none of those that are done: small experiments do not queue behind large ones.
            large.addAll(specifications(plan, options.tokens, 1, FIRST_SEED + options.experiments));
        }
        installation.requireBuilt();
        Machine.require(System.getenv());
        try (DataDirectory data = DataDirectory.fresh(installation.target())) {
            LauncherLog.to(data.launcherLog());
            data.useForTemporaryFiles(installation);
            LocalSystem system = new LocalSystem(data, installation, false);
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
            try (system) {
                system.startStores();
                system.startServices(plan, false);
                boolean good = load(system, many, "experiments of " + options.tokens + " positions, at once", true);
                return (large.isEmpty() || load(system, large,
                        "experiments: one of " + options.large + " positions, and right behind it one of "
                                + options.tokens,
                        false))
                        & good;
            }
        }
    }

    private RunPlan plan(LoadOptions options) {
        RunOptions run = new RunOptions();
        run.models = List.of(options.model);
        run.specification = options.specification;
        run.tokens = options.tokens;
        return RunPlan.of(run, installation);
    }

    /** Alike but for their seeds. */
    private static List<String> specifications(RunPlan plan, int tokens, int count, int firstSeed)
            throws IOException {
        List<String> specifications = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode specification = (ObjectNode) JSON.readTree(plan.specifications().get(0));
            specification.withObject("/tokens").put("count", tokens);
            specifications.add(specification.put("seed", firstSeed + i).toString());
        }
        try {
            SpecificationVariants.parse(specifications.get(0));
        } catch (UnprocessableException e) {
            throw new UsageException("an experiment of " + tokens + " tokens: " + e.getMessage(), e);
        }
        return specifications;
    }

    /** @param alike whether they take turns, so that the last ones stand still until the first have ended */
    private boolean load(LocalSystem system, List<String> specifications, String what, boolean alike)
            throws IOException {
        console.printf(Locale.ROOT, "%n%d %s%n", specifications.size(), what);
        FrontDoor frontDoor = new FrontDoor(system.url(Service.INFERENCE));
        List<WatchedExperiment> experiments = new ExperimentRequests(system.broker().bootstrapServers(), frontDoor)
                .send(specifications);
        LoadWatch watch = new LoadWatch(system, frontDoor);
        List<ExperimentView> ended = watch.untilAllEnd(experiments);
        List<String> starved = alike ? watch.progress().stalled() : watch.progress().starved();
        new LoadReport(console).print(watch, starved);
        boolean completed = true;
        for (ExperimentView experiment : ended) {
            if (!experiment.isCompleted()) {
                completed = false;
                console.print(
                        "  " + experiment.id() + " is " + experiment.status() + ": " + experiment.reason() + "\n");
            }
        }
        return completed && starved.isEmpty()
                && watch.memory().values().stream().allMatch(MemoryTrace::isFlat);
    }
}
