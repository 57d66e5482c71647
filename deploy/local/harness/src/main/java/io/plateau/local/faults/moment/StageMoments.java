package io.plateau.local.faults.moment;

import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;
import io.plateau.local.service.Service;

/** The moments to which every block of every stage comes. */
public final class StageMoments {
    static final List<String> NAMES = List.of("before-compute", "during-compute", "after-commit", "after-publish");

    private StageMoments() {
    }

    /** Every stage once in as many turns as there are; neighbours in time are not neighbours in the schedule. */
    public static Stage stage(int turn) {
        return Turn.of(StruckExperiment.stages(), 7 * turn);
    }

    public static Stage any(SplittableRandom random) {
        return StruckExperiment.stages().get(random.nextInt(StruckExperiment.stages().size()));
    }

    /** Every stage at every moment once in as many turns as there are pairs of them. */
    public static String moment(int turn) {
        return withStage(NAMES, turn);
    }

    /** Each of some ways with every stage once in as many turns as there are pairs of them. */
    public static <T> T withStage(List<T> ways, int turn) {
        return Turn.of(ways, turn + turn / StruckExperiment.stages().size());
    }

    public static MomentRequests.Asked ask(MomentRequests moments, String moment, Stage stage) {
        return moments.ask(service(stage), moment, stage.label());
    }

    /** Of an experiment alone, whatever others come to. */
    public static MomentRequests.Asked ask(MomentRequests moments, String moment, Stage stage, String experiment) {
        return moments.ask(service(stage), moment, stage.label() + "@" + experiment);
    }

    /** Whether the block is committed when it comes to the moment: its ledger row says nothing of whether it has. */
    public static boolean isAfterCommit(String moment) {
        return moment.equals("after-commit") || moment.equals("after-publish");
    }

    public static Service service(Stage stage) {
        return Service.ofLabel(stage.service());
    }
}
