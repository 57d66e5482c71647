package io.plateau.local.faults.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.local.command.UsageException;
import io.plateau.local.faults.moment.StruckExperiment;

class FaultKindTest {
    /** Nothing is struck. */
    private static final Parts NOTHING = new Parts(null, null, null, null, null, null, null, null, null, null);
    private static final List<FaultKind> ALL = Arrays.asList(FaultKind.values());

    @Test
    void aScheduleIsItsSeeds() {
        assertEquals(words(1, 40, ALL), words(1, 40, ALL));
        assertNotEquals(words(1, 40, ALL), words(2, 40, ALL));
    }

    @Test
    void aLongerScheduleBeginsAsAShorterOne() {
        int whole = 3 * ALL.size();

        assertEquals(words(7, whole, ALL), words(7, 2 * whole, ALL).subList(0, whole));
    }

    @Test
    void everyKindHasItsTurn() {
        List<Fault> schedule = FaultKind.schedule(3, 4 * ALL.size(), ALL, NOTHING);

        assertEquals(Set.of(4L), Set.copyOf(schedule.stream()
                .collect(Collectors.groupingBy(Fault::kind, Collectors.counting())).values()));
    }

    @Test
    void killsComeToEveryServiceAtEveryMoment() {
        Set<String> struck = FaultKind.schedule(5, 24, List.of(FaultKind.KILL), NOTHING).stream()
                .map(fault -> ((KillFault) fault).first() + " " + ((KillFault) fault).moment())
                .collect(Collectors.toSet());

        assertEquals(24, struck.size());
    }

    @Test
    void blocksAreBroughtDownInEveryWayAndAtEveryStage() {
        List<PoisonBlockFault> faults = FaultKind.schedule(5, 80, List.of(FaultKind.POISON_BLOCK), NOTHING).stream()
                .map(PoisonBlockFault.class::cast).toList();

        assertEquals(Set.copyOf(PoisonBlockFault.POISONS),
                faults.stream().map(PoisonBlockFault::poison).collect(Collectors.toSet()));
        assertEquals(Set.copyOf(StruckExperiment.stages()),
                faults.stream().map(PoisonBlockFault::stage).collect(Collectors.toSet()));
        assertEquals(80, faults.stream().map(Fault::description).distinct().count());
    }

    /** A fault that waits for any other stage would wait in vain. */
    @Test
    void onlyStagesOfTheExperimentAreStruck() {
        Set<String> others = Arrays.stream(Stage.values()).filter(stage -> !StruckExperiment.stages().contains(stage))
                .map(Stage::label).collect(Collectors.toSet());
        assertEquals(Set.of("screen-neurons"), others);
        List<String> descriptions = FaultKind.schedule(1, 100 * ALL.size(), ALL, NOTHING).stream()
                .map(Fault::description).toList();
        assertTrue(descriptions.stream().noneMatch(words -> others.stream().anyMatch(words::contains)));
    }

    @Test
    void onlyTheKindsAskedForAreDrawn() {
        List<Fault> schedule = FaultKind.schedule(1, 9, List.of(FaultKind.KILL), NOTHING);

        assertEquals(9, schedule.size());
        assertTrue(schedule.stream().allMatch(fault -> fault.kind().equals("kill")));
    }

    @Test
    void anUnknownKindIsToldWhichThereAre() {
        String message = assertThrows(UsageException.class, () -> FaultKind.ofLabel("flood")).getMessage();

        assertTrue(message.contains("flood") && ALL.stream().allMatch(kind -> message.contains(kind.label())), message);
    }

    private static List<String> words(long seed, int faults, List<FaultKind> kinds) {
        return FaultKind.schedule(seed, faults, kinds, NOTHING).stream().map(Fault::description).toList();
    }
}
