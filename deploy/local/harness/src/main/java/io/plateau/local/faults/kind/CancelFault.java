package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.SQLException;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.system.ViolationException;

/** An experiment beside the one under way is cancelled while a block of a given stage is at work, and stays cancelled. */
public record CancelFault(Experiments experiments, MomentRequests moments, Stage stage,
        String moment) implements Fault {

    static Fault of(SplittableRandom random, int turn, Experiments experiments, MomentRequests moments) {
        return new CancelFault(experiments, moments, StageMoments.stage(turn), StageMoments.moment(turn));
    }

    @Override
    public String kind() {
        return FaultKind.CANCEL.label();
    }

    @Override
    public String description() {
        return "an experiment beside cancelled at " + moment + " of stage " + stage.label();
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        String own;
        // Held back at its very beginning until the moment is requested by its name.
        try (MomentRequests.Asked gate = StageMoments.ask(moments, "before-compute", Stage.PLAN)) {
            own = experiments.request();
            String id = own;
            gate.await(() -> experiments.hasEnded(id));
            try (MomentRequests.Asked asked = StageMoments.ask(moments, moment, stage, own)) {
                gate.close();
                asked.await(() -> experiments.hasEnded(id));
                experiments.cancel(own);
            } catch (MissedException e) {
                experiments.expectSameBits(own);
                throw e;
            }
        }
        String status = experiments.awaitEnd(own);
        if (status.equals("COMPLETED")) {
            // After the last stage has published, the end may come first; what is asked then must change nothing.
            experiments.expectSameBits(own);
        } else if (!status.equals("CANCELLED")) {
            throw new ViolationException("experiment " + own + " was cancelled and is " + status + ": "
                    + experiments.reason(own));
        }
    }
}
