package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.record.RawTopics;
import io.plateau.local.faults.record.Replay;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;

/**
 * Events come again, in one of four ways.
 *
 * @param stage in which the experiment is when they do
 */
public record DuplicatesFault(Broker broker, Experiments experiments, MomentRequests moments, Way way, Stage stage,
        long seed) implements Fault {
    /** Blocks after which the experiment of its own is cancelled. */
    private static final int SOME_BLOCKS = 10;
    /** Of each topic, from its start: what many experiments have left there does not fit the harness's memory. */
    private static final long REPLAYED_BYTES = 24 << 20;
    private static final Duration LOOK = Duration.ofMillis(50);

    enum Way {
        WHILE_IT_RUNS("every event of the experiment twice more, shuffled, while it runs"), AFTER_COMPLETION(
                "every event of a completed experiment twice more, shuffled"), AFTER_CANCELLATION(
                        "every event of a cancelled experiment twice more, shuffled"), FROM_THE_START(
                                "the first 24 MiB of every topic");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    static Fault of(SplittableRandom random, int turn, Broker broker, Experiments experiments, MomentRequests moments) {
        return new DuplicatesFault(broker, experiments, moments, Turn.of(List.of(Way.values()), turn),
                StageMoments.any(random), random.nextLong());
    }

    @Override
    public String kind() {
        return FaultKind.DUPLICATES.label();
    }

    @Override
    public String description() {
        return way.words + ", at stage " + stage.label();
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        RawTopics topics = new RawTopics(broker.bootstrapServers());
        try (MomentRequests.Asked asked = StageMoments.ask(moments, "before-compute", stage)) {
            asked.await(() -> experiments.currentHasPassed(stage));
        }
        switch (way) {
            case WHILE_IT_RUNS -> again(topics, experiments.current());
            case AFTER_COMPLETION -> {
                String ended = experiments.lastCompleted();
                again(topics, ended);
                experiments.expectSameBits(ended);
            }
            case AFTER_CANCELLATION -> again(topics, cancelled());
            case FROM_THE_START -> {
                List<Topic> order = new ArrayList<>(List.of(Topic.values()));
                order.remove(Topic.DEAD_LETTERS);
                Collections.shuffle(order, new Random(seed));
                for (Topic topic : order) {
                    topics.send(Replay.distinct(topics.first(topic, REPLAYED_BYTES)));
                }
            }
        }
    }

    private void again(RawTopics topics, String experiment) {
        topics.send(Replay.twiceShuffled(
                Replay.distinct(topics.ofExperiment(experiment, experiments.begunAt(experiment))), seed));
    }

    private String cancelled()
            throws IOException, SQLException, ViolationException, MissedException {
        String own = experiments.request();
        while (experiments.blocksDone(own) < SOME_BLOCKS && !experiments.hasEnded(own)) {
            Waiting.pause(LOOK);
        }
        experiments.cancel(own);
        String status = experiments.awaitEnd(own);
        if (status.equals("COMPLETED")) {
            throw new MissedException("the experiment to be cancelled was complete");
        }
        if (!status.equals("CANCELLED")) {
            throw new ViolationException("experiment " + own + " was cancelled and is " + status + ": "
                    + experiments.reason(own));
        }
        return own;
    }
}
