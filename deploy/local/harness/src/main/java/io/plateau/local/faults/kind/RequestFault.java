package io.plateau.local.faults.kind;

import java.io.IOException;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.system.ViolationException;

/** Another experiment is requested while one is under way in a given stage; both come to the same bits. */
public record RequestFault(Experiments experiments, MomentRequests moments, Stage stage,
        String moment) implements Fault {

    static Fault of(SplittableRandom random, int turn, Experiments experiments, MomentRequests moments) {
        return new RequestFault(experiments, moments, StageMoments.stage(turn), StageMoments.moment(turn));
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
    public void strike() throws MissedException, ViolationException, IOException {
        try (MomentRequests.Asked asked = StageMoments.ask(moments, moment, stage, experiments.current())) {
            asked.await(() -> experiments.currentHasPassed(stage, moment));
            // The front door may be what stands still; it stands at a block, not at requests.
            experiments.expectSameBits(experiments.request());
        }
    }
}
