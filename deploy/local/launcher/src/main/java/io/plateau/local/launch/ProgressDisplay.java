package io.plateau.local.launch;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.ExperimentView.StageView;

/**
 * Shows stages: a line for each that is complete, and below them those that run, redrawn in place on a
 * terminal. Elsewhere the running ones are said again only every few seconds.
 */
final class ProgressDisplay {
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final String UP_AND_CLEAR = "\033[1A\033[2K";

    private final PrintStream console;
    private final boolean terminal;
    private final Map<String, StageClock> clocks = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private int drawn;
    private long saidAt = Long.MIN_VALUE;
    private List<String> said = List.of();

    ProgressDisplay(PrintStream console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    /** @param now nanoseconds of a monotonic clock */
    void show(List<ExperimentView> experiments, long now) {
        List<String> complete = new ArrayList<>();
        List<String> running = new ArrayList<>();
        for (ExperimentView experiment : experiments) {
            for (StageView stage : experiment.stages()) {
                String key = experiment.id() + "/" + stage.stage();
                StageClock clock = clocks.computeIfAbsent(key, k -> new StageClock(experiment.label()));
                clock.update(stage, now);
                if (stage.isDone() && finished.add(key)) {
                    complete.add(clock.finished(now));
                } else if (clock.isRunning()) {
                    running.add(clock.running(now));
                }
            }
        }
        if (terminal) {
            redraw(complete, running);
        } else {
            say(complete, running, now);
        }
        console.flush();
    }

    private void redraw(List<String> complete, List<String> running) {
        console.print(UP_AND_CLEAR.repeat(drawn));
        complete.forEach(this::line);
        running.forEach(this::line);
        drawn = running.size();
    }

    private void say(List<String> complete, List<String> running, long now) {
        complete.forEach(this::line);
        if (saidAt == Long.MIN_VALUE || !complete.isEmpty()) {
            // What completes is news enough.
            saidAt = now;
        } else if (now - saidAt >= QUIET_NANOS && !running.equals(said)) {
            running.forEach(this::line);
            said = running;
            saidAt = now;
        }
    }

    private void line(String text) {
        console.print(text + "\n");
    }
}
