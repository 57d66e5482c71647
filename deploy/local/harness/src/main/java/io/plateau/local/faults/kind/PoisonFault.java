package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.RecordTooLargeException;

import io.plateau.contracts.EventKeys;
import io.plateau.contracts.Routes;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.contracts.event.SubscriptionChange;
import io.plateau.contracts.event.SubscriptionChanged;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.invariant.DeadLetters;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.record.Poison;
import io.plateau.local.faults.record.RawRecord;
import io.plateau.local.faults.record.RawTopics;
import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.Replica;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;

/**
 * A damaged record on a topic: of an unknown experiment, or of one beside that under way. On a topic whose events
 * are of no experiment, its subject is an unknown identifier, or that of the experiment under way, which must not fail for it.
 *
 * @param own whether it is of an experiment that was requested, which fails for it unless the topic is public
 */
public record PoisonFault(Processes processes, Broker broker, Experiments experiments, MomentRequests moments,
        EventKeys keys,
        Topic topic, Poison poison, boolean own, long seed) implements Fault {
    /** Damages of a block's data in a sound envelope. */
    private static final Set<Poison> OF_TENSORS = EnumSet.of(Poison.WRONG_CHECKSUM, Poison.WRONG_SHAPE,
            Poison.OVERFLOWING_SHAPE, Poison.NAN);
    private static final Set<Topic> WITH_TENSORS = EnumSet.of(Topic.ACTIVATIONS, Topic.ABLATION_LOSSES, Topic.ATTENTION,
            Topic.HEAD_ABLATIONS, Topic.HEAD_PATCHES, Topic.NEURON_WEIGHTS, Topic.JOINT_LOSSES);
    private static final Duration BURIED_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    static Fault of(SplittableRandom random, int turn, Processes processes, Broker broker, Experiments experiments,
            MomentRequests moments, EventKeys keys) {
        Poison poison = Turn.of(List.of(Poison.values()), turn);
        List<Topic> topics = Arrays.stream(Topic.values()).filter(topic -> carries(topic, poison)).toList();
        // A damage comes back after as many turns as there are damages: then on the next topic.
        Topic topic = Turn.of(topics, turn + turn / Poison.values().length);
        // An unknown experiment has no request.
        boolean own = (turn + turn / Poison.values().length) % 2 == 0 && poison != Poison.UNKNOWN_EXPERIMENT;
        return new PoisonFault(processes, broker, experiments, moments, keys, topic, poison, own, random.nextLong());
    }

    private static boolean carries(Topic topic, Poison poison) {
        if (OF_TENSORS.contains(poison)) {
            return WITH_TENSORS.contains(topic);
        }
        // A sound request of an unknown experiment is a request like any other.
        return topic != Topic.DEAD_LETTERS
                && !(poison == Poison.UNKNOWN_EXPERIMENT && Routes.isPublic(topic));
    }

    @Override
    public String kind() {
        return FaultKind.POISON.label();
    }

    @Override
    public String description() {
        return poison.label() + " on " + topic.topicName() + ", of "
                + (own ? "an experiment beside" : "an unknown experiment");
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        RawTopics topics = new RawTopics(broker.bootstrapServers());
        Map<String, Long> before = pids();
        Random random = new Random(seed);
        RawRecord genuine = Routes.isOfExperiment(topic)
                ? genuine(topics, random)
                : ofNoExperiment(own ? experiments.current() : "unknown-" + Long.toHexString(random.nextLong()));
        if (poison == Poison.OVERSIZED) {
            requireRefused(topics, damaged(genuine, random));
        } else if (!Routes.isOfExperiment(topic)) {
            RawRecord damaged = damaged(genuine, random);
            buried(topics.send(List.of(damaged)).get(0), damaged);
        } else if (own) {
            failOwn(topics, genuine, random);
        } else {
            RawRecord nobodys = Poison.UNKNOWN_EXPERIMENT.of(genuine, random).orElseThrow();
            RawRecord damaged = poison == Poison.UNKNOWN_EXPERIMENT
                    ? nobodys.signed(keys)
                    : damaged(nobodys, random);
            RawTopics.Place place = topics.send(List.of(damaged)).get(0);
            if (poison != Poison.UNKNOWN_EXPERIMENT) {
                buried(place, damaged);
            }
        }
        if (!before.equals(pids())) {
            throw new ViolationException("a service ended for it: processes were " + before + " and are "
                    + pids());
        }
    }

    /** What a block of a completed experiment said. */
    private RawRecord genuine(RawTopics topics, Random random) throws MissedException {
        String completed = experiments.lastCompleted();
        List<RawRecord> found = topics.read(topic, experiments.begunAt(completed),
                r -> completed.equals(r.experimentId()));
        if (found.isEmpty()) {
            throw new MissedException("experiment " + completed + " wrote nothing to " + topic.topicName());
        }
        return found.get(random.nextInt(found.size()));
    }

    private RawRecord ofNoExperiment(String subject) {
        SpecificRecordBase event = topic == Topic.CHECKPOINTS
                ? new CheckpointPublished("a run that nobody follows", "step1", 1L, null)
                : new SubscriptionChanged(subject, SubscriptionChange.PAUSE, null);
        return RawRecord.of(topic, event, subject, keys);
    }

    /** Signed: a service of the system sent it so. */
    private RawRecord damaged(RawRecord sound, Random random) throws MissedException {
        return poison.of(sound, random).orElseThrow(
                () -> new MissedException("no event of " + topic.topicName() + " has a tensor to damage"))
                .signed(keys);
    }

    /** The damaged block comes before the genuine one: held back at its plan, the experiment has made none yet. */
    private void failOwn(RawTopics topics, RawRecord genuine, Random random)
            throws IOException, MissedException, ViolationException, SQLException {
        String experiment;
        RawRecord damaged;
        RawTopics.Place place;
        try (MomentRequests.Asked gate = StageMoments.ask(moments, "before-compute", Stage.PLAN)) {
            experiment = experiments.request();
            damaged = damaged(genuine.addressedTo(experiment), random);
            place = topics.send(List.of(damaged)).get(0);
        }
        if (topic == Topic.EXPERIMENT_REQUESTS) {
            // Requests are open: a malformed one in the name of an existing experiment must not fail that experiment.
            buried(place, damaged);
            experiments.expectSameBits(experiment);
        } else {
            requireFailed(experiment, place, damaged);
        }
    }

    private static void requireRefused(RawTopics topics, RawRecord damaged) throws ViolationException {
        try {
            topics.send(List.of(damaged));
        } catch (RecordTooLargeException e) {
            return;
        }
        throw new ViolationException("the broker took a record of " + damaged.payload().length + " bytes on "
                + damaged.topic());
    }

    private void requireFailed(String experiment, RawTopics.Place place, RawRecord damaged)
            throws ViolationException, MissedException, SQLException {
        String status = experiments.awaitEnd(experiment);
        if (status.equals("COMPLETED")) {
            experiments.expectSameBits(experiment);
            throw new MissedException("the experiment beside was complete before its poison was read");
        }
        DeadLetters.Letter letter = buried(place, damaged);
        String reason = experiments.reason(experiment);
        if (!status.equals("FAILED") || reason == null || !reason.contains(letter.reason())) {
            throw new ViolationException("experiment " + experiment + " is " + status + " with the reason '" + reason
                    + "' though a record of it was dead-lettered: " + letter);
        }
    }

    /** The dead letter that it became: the same bytes, and from where they were sent to. */
    private DeadLetters.Letter buried(RawTopics.Place place, RawRecord damaged)
            throws ViolationException {
        long deadline = System.nanoTime() + BURIED_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            for (DeadLetters.Letter letter : DeadLetters.all(broker.bootstrapServers())) {
                if (letter.isOf(place)) {
                    if (!Arrays.equals(letter.payload(), damaged.payload())) {
                        throw new ViolationException(letter + " does not hold the bytes that stand there");
                    }
                    return letter;
                }
            }
            Waiting.pause(LOOK);
        }
        throw new ViolationException(
                "no dead letter tells of " + poison.label() + " on " + topic.topicName() + " within "
                        + BURIED_WITHIN.toSeconds() + " s");
    }

    private Map<String, Long> pids() {
        return processes.replicas().stream()
                .collect(Collectors.toMap(Replica::name, replica -> replica.handle().pid()));
    }
}
