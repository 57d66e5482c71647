package io.plateau.local.faults.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.local.faults.record.Poison;

class PoisonFaultTest {
    /** Enough that every pair of ten damages and at least six topics comes up. */
    private static final int MANY = 5_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<PoisonFault> drawn = IntStream.range(0, MANY)
            .mapToObj(turn -> (PoisonFault) PoisonFault.of(random, turn, null, null, null, null, null)).toList();

    @Test
    void everyDamageAndEveryTopicThatIsReadComesUp() {
        assertEquals(EnumSet.allOf(Poison.class), drawn.stream().map(PoisonFault::poison).collect(Collectors.toSet()));
        assertEquals(EnumSet.complementOf(EnumSet.of(Topic.DEAD_LETTERS)),
                drawn.stream().map(PoisonFault::topic).collect(Collectors.toSet()));
    }

    @Test
    void tenInARowAreTheTenDamagesAndTwentyAreEachOfBothExperiments() {
        assertEquals(Poison.values().length,
                drawn.stream().limit(10).map(PoisonFault::poison).distinct().count());
        assertEquals(2 * Poison.values().length - 1, drawn.stream().limit(20)
                .map(fault -> List.of(fault.poison(), fault.own())).distinct().count());
    }

    @Test
    void aTensorIsDamagedOnlyWhereThereIsOne() {
        Set<Topic> topics = drawn.stream().filter(fault -> fault.poison() == Poison.NAN).map(PoisonFault::topic)
                .collect(Collectors.toSet());

        assertEquals(EnumSet.of(Topic.ACTIVATIONS, Topic.ABLATION_LOSSES, Topic.ATTENTION, Topic.HEAD_ABLATIONS,
                Topic.HEAD_PATCHES, Topic.NEURON_WEIGHTS, Topic.JOINT_LOSSES), topics);
    }

    @Test
    void anUnknownExperimentIsNobodys() {
        assertTrue(drawn.stream().filter(fault -> fault.poison() == Poison.UNKNOWN_EXPERIMENT)
                .noneMatch(fault -> fault.own() || Routes.isPublic(fault.topic())));
    }
}
