package io.plateau.local.faults;

import java.io.IOException;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;

/** Another experiment is asked for while one is under way in a given stage; both come to the same bits. */
record RequestFault(Stage stage, String moment) implements Fault {

    static Fault of(SplittableRandom random, int turn) {
        return new RequestFault(StageMoments.stage(turn), StageMoments.moment(turn));
    }

    @Override
    public String kind() {
        return FaultKind.REQUEST.label();
    }

    @Override
    public String description() {
        return "another experiment requested at " + moment + " of stage " + stage.label();
    }

    @Override
    public void strike(Cluster cluster) throws MissedException, IOException {
        Experiments experiments = cluster.experiments();
        try (Moments.Asked asked = StageMoments.ask(cluster, moment, stage, experiments.current())) {
            asked.await(() -> experiments.currentHasPassed(stage, moment));
            // The front door may be what stands still; it stands at a block, not at requests.
            experiments.expectSameBits(experiments.request());
        }
    }
}
