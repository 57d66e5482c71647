package io.plateau.local.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;

/** An experiment beside the one under way is cancelled while a block of a given stage is at work, and stays cancelled. */
record CancelFault(Stage stage, String moment) implements Fault {

    static Fault of(SplittableRandom random) {
        return new CancelFault(Stage.values()[random.nextInt(Stage.values().length)],
                StageMoments.NAMES.get(random.nextInt(StageMoments.NAMES.size())));
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
    public void strike(Cluster cluster) throws MissedException, ViolationException, IOException, SQLException {
        Experiments experiments = cluster.experiments();
        String own = experiments.request();
        boolean others = true;
        while (others) {
            try (Moments.Asked asked = StageMoments.ask(cluster, moment, stage)) {
                asked.await(() -> experiments.hasEnded(own));
                // A moment does not say of which experiment it is; once the other has left the stage, it is this one's.
                others = !experiments.hasDone(experiments.current(), stage);
                if (!others) {
                    experiments.cancel(own);
                }
            } catch (MissedException e) {
                experiments.expectSameBits(own);
                throw e;
            }
        }
        String status = experiments.awaitEnd(own);
        if (status.equals("COMPLETED")) {
            throw new MissedException("the experiment to be cancelled was complete");
        }
        if (!status.equals("CANCELLED")) {
            throw new ViolationException("experiment " + own + " was cancelled and is " + status + ": "
                    + experiments.reason(own));
        }
    }
}
