package io.plateau.local.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;

import org.jboss.logmanager.Level;

import io.plateau.local.export.Export;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.invariant.Groups;
import io.plateau.local.faults.invariant.Invariants;
import io.plateau.local.faults.invariant.Recovery;
import io.plateau.local.faults.kind.Fault;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.moment.Break;

/** Runs an experiment without faults (the baseline), then again and again under a schedule of faults, and compares. */
final class Harness {
    /** How often the moment of a fault may fail to come. */
    private static final int TRIES = 3;

    private static final Logger LOG = Logger.getLogger(Harness.class.getName());

    private final Processes processes;
    private final Database database;
    private final Experiments experiments;
    private final Groups groups;
    private final Recovery recovery;
    private final Invariants invariants;
    private final Path exports;
    private final PrintStream console;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Outcome> underWay = new ArrayList<>();
    private final List<String> atTheEnd = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();
    private final Duration striking;
    private String baseline;
    private String baselineId;

    /**
     * @param striking after which there is no further fault; null for as long as there are faults
     */
    Harness(Processes processes, Database database, Experiments experiments, Groups groups, Recovery recovery,
            Invariants invariants, Path exports, PrintStream console, Duration striking) {
        this.processes = processes;
        this.database = database;
        this.experiments = experiments;
        this.groups = groups;
        this.recovery = recovery;
        this.invariants = invariants;
        this.exports = exports;
        this.console = console;
        this.striking = striking;
    }

    /** @return what became of each fault, in order */
    List<Outcome> run(List<Fault> schedule) throws SQLException, IOException, ViolationException {
        baseline = baseline();
        groups.remember();
        long start = System.nanoTime();
        for (Fault fault : schedule) {
            if (striking != null && System.nanoTime() - start > striking.toNanos()) {
                break;
            }
            try {
                underWay.add(strike(outcomes.size() + underWay.size() + 1, fault));
            } catch (ViolationException e) {
                underWay.add(new Outcome(outcomes.size() + underWay.size() + 1, fault,
                        experiments.current(), null, null, e.getMessage()));
            }
            print(underWay.get(underWay.size() - 1));
            if (experiments.currentHasEnded()) {
                endRound();
            }
        }
        endRound();
        figure(String.format(Locale.ROOT, "%d faults in %.1f minutes", outcomes.size(),
                (System.nanoTime() - start) / 60e9));
        hold("lag", invariants::requireNoLag);
        hold("ends", invariants::requireEveryExperimentEnded);
        hold("late events", () -> figure("experiments: " + requireSameBitsStill()));
        hold("blocks", () -> figure("blocks: " + invariants.requireBlocksAccounted(baselineId)));
        hold("dead letters", invariants::requireDeadLettersExplained);
        hold("terminal states", invariants::requireTerminalStatesUnchanged);
        hold("health", () -> figure("health: " + invariants.requireHealthTold()));
        hold("memory", () -> figure("peak memory: " + String.join(", ", invariants.requireMemoryBounds())));
        return outcomes;
    }

    /**
     * Strikes services that do not keep a guarantee. If that goes unnoticed, it is a violation.
     *
     * @param guarantee which is broken now
     * @param fault that shows it
     */
    void requireFound(Break guarantee, Fault fault) throws SQLException, IOException {
        try {
            experiments.begin();
            strike(outcomes.size() + 1, fault);
            requireSameBitsOfCurrent();
            violated(guarantee.label(), guarantee.label() + " was broken on purpose, and nothing was found");
        } catch (UnstruckException e) {
            violated(guarantee.label(), guarantee.label() + " was broken on purpose, and not met: " + e.getMessage());
        } catch (ViolationException e) {
            figure(guarantee.label() + ", broken on purpose, was found: " + e.getMessage());
        }
    }

    private void figure(String sentence) {
        figures.add(sentence);
        console.println("  " + sentence);
    }

    /** What was counted when everything was over. */
    List<String> figures() {
        return List.copyOf(figures);
    }

    /** What did not hold when everything was over. */
    List<String> violationsAtTheEnd() {
        return List.copyOf(atTheEnd);
    }

    private interface Check {
        void run() throws ViolationException, SQLException, IOException;
    }

    private void hold(String what, Check check) throws SQLException, IOException {
        try {
            check.run();
        } catch (ViolationException e) {
            violated(what, e.getMessage());
        }
    }

    private void violated(String what, String sentence) {
        atTheEnd.add(sentence);
        console.println("  VIOLATION " + what + ": " + sentence);
    }

    String baselineHash() {
        return baseline;
    }

    private String baseline() throws IOException, SQLException, ViolationException {
        long start = System.nanoTime();
        String id = experiments.begin();
        baselineId = id;
        String status = experiments.awaitEnd(id);
        if (!status.equals("COMPLETED")) {
            throw new ViolationException("the baseline experiment is " + status + ": "
                    + experiments.reason(id));
        }
        invariants.requireAllBlocks(id);
        String hash = export(id, exports.resolve("baseline"));
        console.printf(Locale.ROOT, "  baseline: %s in %.1f s%n", hash, (System.nanoTime() - start) / 1e9);
        return hash;
    }

    private Outcome strike(int number, Fault fault) throws IOException, SQLException, ViolationException {
        for (int attempt = 1;; attempt++) {
            if (experiments.currentHasEnded()) {
                endRound();
                experiments.begin();
            }
            try {
                LOG.info(() -> "fault " + number + " begins: " + fault.description());
                fault.strike();
                LOG.info(() -> "fault " + number + " is over");
                Duration recovered = recovery.await();
                LOG.info(() -> "fault " + number + " is over");
                return new Outcome(number, fault, experiments.current(), null, recovered, null);
            } catch (MissedException e) {
                if (attempt == TRIES) {
                    throw new UnstruckException("its moment never came: " + e.getMessage());
                }
                if (!experiments.currentHasEnded()) {
                    experiments.beginNext();
                }
            } catch (ViolationException e) {
                throw e;
            } catch (Exception e) {
                LOG.log(Level.ERROR, "the fault could not be carried out", e);
                throw new UnstruckException("the fault could not be carried out: " + e);
            }
        }
    }

    /** What must hold of the experiment that the faults since the last round struck. */
    private void endRound() throws IOException, SQLException {
        if (underWay.isEmpty()) {
            return;
        }
        try {
            requireSameBitsOfCurrent();
            underWay.forEach(outcome -> outcomes.add(outcome.withHash(baseline)));
        } catch (ViolationException e) {
            experiments.abandonCurrent();
            underWay.forEach(outcome -> outcomes.add(outcome.violating(e.getMessage())));
            console.println("  VIOLATION " + e.getMessage());
        }
        underWay.clear();
    }

    /** The experiment under way, and those beside it of which the same is expected. */
    private void requireSameBitsOfCurrent() throws IOException, SQLException, ViolationException {
        String id = experiments.current();
        requireSameBits(id);
        for (String beside : experiments.takeExpectedSameBits()) {
            requireSameBits(beside);
        }
        invariants.requireTerminalStatesUnchanged();
        LOG.info("all experiments match the baseline bit for bit");
    }

    private void requireSameBits(String id) throws IOException, SQLException, ViolationException {
        String status = experiments.awaitEnd(id);
        if (!status.equals("COMPLETED")) {
            throw new ViolationException("experiment " + id + " is " + status + ": " + experiments.reason(id));
        }
        LOG.info(() -> "experiment " + id + " has ended");
        processes.awaitReady();
        invariants.requireAllBlocks(id);
        String hash = export(id, exports.resolve(id));
        if (!hash.equals(baseline)) {
            throw new ViolationException("experiment " + id + " differs from the baseline: " + hash
                    + "; exports are in " + exports);
        }
    }

    /** Once no event is left to come: nothing that came late has changed what was complete. */
    private String requireSameBitsStill() throws IOException, SQLException, ViolationException {
        int completed = 0;
        List<String> others = new ArrayList<>();
        for (String id : experiments.all()) {
            if (experiments.status(id).equals("COMPLETED")) {
                completed++;
                String hash = export(id, exports.resolve("at-the-end"));
                if (!hash.equals(baseline)) {
                    others.add(id + " " + hash);
                }
            }
        }
        if (!others.isEmpty()) {
            throw new ViolationException("differ from the baseline at the end: " + String.join(", ", others));
        }
        return completed + " completed of " + experiments.all().size() + ", all to the same bits at the end";
    }

    private void print(Outcome outcome) {
        console.printf(Locale.ROOT, "  %3d %-9s %s: %s%n", outcome.number(), outcome.fault().kind(),
                outcome.fault().description(),
                outcome.violation() != null
                        ? "VIOLATION " + outcome.violation()
                        : String.format(Locale.ROOT, "recovered in %.1f s", outcome.recovery().toMillis() / 1e3));
        console.flush();
    }

    /** The hash of the canonical export. */
    private String export(String id, Path directory) throws SQLException, IOException {
        try (Connection analyst = database.connect("analyst")) {
            return Export.write(analyst, id, directory);
        }
    }
}
