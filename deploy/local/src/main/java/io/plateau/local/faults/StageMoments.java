package io.plateau.local.faults;

import java.util.List;
import java.util.Locale;

import io.plateau.contracts.Stage;
import io.plateau.local.launch.Service;

/** The moments to which every block of every stage comes. */
final class StageMoments {
    static final List<String> NAMES = List.of("before-compute", "during-compute", "after-commit", "after-publish");

    private StageMoments() {
    }

    static Moments.Asked ask(Cluster cluster, String moment, Stage stage) {
        return cluster.moments().ask(Service.valueOf(stage.service().toUpperCase(Locale.ROOT)), moment, stage.label());
    }
}
