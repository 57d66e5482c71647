package io.plateau.local.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.plateau.local.command.Pause;
import io.plateau.local.command.RunException;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;
import io.plateau.local.service.ServiceProcess;

/** Samples progress and memory until all experiments have ended. */
final class LoadWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A front door that says nothing for longer is broken, not busy. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** As many as the front door lists. */
    private static final int MOST_LISTED = 1_000;

    private final LocalSystem system;
    private final FrontDoor frontDoor;
    private final Map<String, MemoryTrace> memory = new LinkedHashMap<>();
    private final ProgressTrace progress = new ProgressTrace();

    LoadWatch(LocalSystem system, FrontDoor frontDoor) {
        this.system = system;
        this.frontDoor = frontDoor;
    }

    List<ExperimentView> untilAllEnd(List<WatchedExperiment> experiments) {
        long begin = System.nanoTime();
        long heard = begin;
        while (true) {
            system.requireAlive();
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (ServiceProcess service : system.services()) {
                ResidentMemory.mebibytes(service.handle()).ifPresent(
                        mebibytes -> memory.computeIfAbsent(service.name(),
                                name -> new MemoryTrace(service.service().boundMebibytes())).add(mebibytes));
            }
            try {
                List<ExperimentView> views = sample(experiments, seconds);
                heard = System.nanoTime();
                if (views.size() == experiments.size()) {
                    return views;
                }
            } catch (IOException e) {
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw new RunException("the front door does not answer: " + e.getMessage(), e);
                }
            }
            Pause.of(INTERVAL);
        }
    }

    /** The experiments that have ended. Of each that has not begun or has ended the list says enough: looking costs time, too. */
    private List<ExperimentView> sample(List<WatchedExperiment> experiments, double seconds) throws IOException {
        Map<String, ExperimentView> newest = frontDoor.newest(Math.min(MOST_LISTED, experiments.size())).stream()
                .collect(Collectors.toMap(ExperimentView::id, Function.identity()));
        List<ExperimentView> ended = new ArrayList<>();
        for (WatchedExperiment experiment : experiments) {
            ExperimentView view = newest.get(experiment.id());
            if (view == null || view.isRunning()) {
                view = frontDoor.experiment(experiment.id()).orElse(null);
            }
            progress.add(experiment.id(), seconds, view == null ? 0.0 : share(view));
            if (view != null && view.isTerminal()) {
                ended.add(view);
            }
        }
        return ended;
    }

    /** By service. */
    Map<String, MemoryTrace> memory() {
        return memory;
    }

    ProgressTrace progress() {
        return progress;
    }

    /** Mean over the stages of the share of their blocks that is done; 1 at the end, also of what has no stage of some kind. */
    private static double share(ExperimentView view) {
        if (view.isTerminal()) {
            return 1;
        }
        return view.stages().stream()
                .mapToDouble(stage -> stage.isKnown() ? Math.min(1.0, (double) stage.done() / stage.blocks()) : 0)
                .average().orElse(0);
    }
}
