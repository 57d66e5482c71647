package io.plateau.local.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.plateau.local.command.Pause;
import io.plateau.local.command.RunException;
import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.FrontDoor;

/** Follows experiments until each has come to its end. */
final class Watch {
    private static final Duration INTERVAL = Duration.ofMillis(400);
    /** A front door that says nothing for longer is broken, not busy. */
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /** The last progress of a stage may be told after the end that it led to. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private final FrontDoor frontDoor;
    private final LocalSystem system;
    private final ProgressDisplay display;

    Watch(FrontDoor frontDoor, LocalSystem system, ProgressDisplay display) {
        this.frontDoor = frontDoor;
        this.system = system;
        this.display = display;
    }

    /** The experiments in their terminal states, in order. */
    List<ExperimentView> untilAllEnd(List<WatchedExperiment> experiments) {
        long heard = System.nanoTime();
        long ended = -1;
        while (true) {
            system.requireAlive();
            try {
                List<ExperimentView> views = views(experiments);
                heard = System.nanoTime();
                display.show(views, heard);
                if (views.stream().allMatch(ExperimentView::isTerminal)) {
                    ended = ended < 0 ? heard : ended;
                    boolean settled = views.stream().allMatch(v -> !v.isCompleted() || v.everyStageCompleted());
                    if (settled || heard - ended > AFTERMATH.toNanos()) {
                        return views;
                    }
                }
            } catch (IOException e) {
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw new RunException("the front door does not answer: " + e.getMessage(), e);
                }
            }
            Pause.of(INTERVAL);
        }
    }

    private List<ExperimentView> views(List<WatchedExperiment> experiments) throws IOException {
        List<ExperimentView> views = new ArrayList<>();
        for (WatchedExperiment experiment : experiments) {
            views.add(frontDoor.experiment(experiment.id())
                    .orElse(new ExperimentView(experiment.id(), null, "REQUESTED", experiment.model(), null,
                            List.of())));
        }
        return views;
    }
}
