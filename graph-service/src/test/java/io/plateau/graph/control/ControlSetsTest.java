package io.plateau.graph.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.graph.control.WorkPlan.Item;

class ControlSetsTest {
    private static final Plateau PLATEAU = plateau(new int[]{7, 3, 11, 0, 5}, new int[]{9, 2, 4, 13});

    @Test
    void setZeroIsTheGroupInOrderOfRank() {
        assertArrayEquals(new int[]{7, 3, 11, 0, 5}, sets(Population.OUTSIDE_PLATEAU).set(NeuronGroup.EXCITATORY, 0));
    }

    @Test
    void controlsHaveTheGroupsSizeAndLieOutsideBothGroups() {
        for (int index = 1; index <= 200; index++) {
            int[] control = sets(Population.OUTSIDE_PLATEAU).set(NeuronGroup.EXCITATORY, index);
            assertEquals(5, Arrays.stream(control).distinct().count());
            assertTrue(Arrays.stream(control).allMatch(n -> n >= 0 && n < 60));
            assertTrue(Arrays.stream(control).noneMatch(n -> Arrays.binarySearch(PLATEAU.members(), n) >= 0));
        }
    }

    @Test
    void everyNeuronOfThePopulationIsDrawnAlikeOften() {
        int[] counts = new int[60];
        for (int index = 1; index <= 3_000; index++) {
            for (int neuron : sets(Population.ALL).set(NeuronGroup.INHIBITORY, index)) {
                counts[neuron]++;
            }
        }
        // 3,000 draws of 4 in 60: mean 200, standard deviation 13.7; five of them.
        for (int count : counts) {
            assertEquals(200, count, 69);
        }
    }

    @Test
    void aSetIsTheSameWhereverItIsDrawn() {
        assertArrayEquals(sets(Population.ALL).set(NeuronGroup.EXCITATORY, 17),
                sets(Population.ALL).set(NeuronGroup.EXCITATORY, 17));
    }

    @Test
    void aGroupBelowFourIsNotTestedAndHasNoControls() {
        ControlSets sets = new ControlSets(plateau(new int[]{1, 2, 3}, new int[]{4, 5, 6, 7}), 20,
                Population.OUTSIDE_PLATEAU, 1);
        assertEquals("the group has 3 neurons; at least 4 are needed", sets.reasonNotTested(NeuronGroup.EXCITATORY));
        assertNull(sets.reasonNotTested(NeuronGroup.INHIBITORY));

        List<Item> plan = WorkPlan.of(sets, 60, 0);

        assertEquals(List.of(new Item(0, NeuronGroup.EXCITATORY, 0, 1), new Item(1, NeuronGroup.INHIBITORY, 0, 1),
                new Item(2, NeuronGroup.INHIBITORY, 1, 25), new Item(3, NeuronGroup.INHIBITORY, 26, 25),
                new Item(4, NeuronGroup.INHIBITORY, 51, 10)), plan);
    }

    @Test
    void aPopulationSmallerThanTheGroupIsAReason() {
        ControlSets sets = new ControlSets(PLATEAU, 14, Population.OUTSIDE_PLATEAU, 1);
        assertNull(new ControlSets(PLATEAU, 14, Population.ALL, 1).reasonNotTested(NeuronGroup.EXCITATORY));
        assertNull(sets.reasonNotTested(NeuronGroup.EXCITATORY));
        assertEquals("only 3 neurons are there to draw controls from; the group has 4",
                new ControlSets(plateau(new int[]{1, 2, 3, 4}, new int[]{}), 7, Population.OUTSIDE_PLATEAU, 1)
                        .reasonNotTested(NeuronGroup.EXCITATORY));
    }

    @Test
    void everySetAndRunIsInOneItem() {
        List<Item> plan = WorkPlan.of(sets(Population.ALL), 100, 12);
        for (NeuronGroup group : NeuronGroup.values()) {
            int[] sets = plan.stream().filter(i -> i.group() == group)
                    .flatMapToInt(i -> IntStream.range(i.first(), i.first() + i.count())).toArray();
            assertArrayEquals(IntStream.rangeClosed(0, 100).toArray(), sets);
        }
        int[] runs = plan.stream().filter(Item::isLayer)
                .flatMapToInt(i -> IntStream.range(i.first(), i.first() + i.count())).toArray();
        assertArrayEquals(IntStream.range(0, 12).toArray(), runs);
        assertArrayEquals(IntStream.range(0, 13).toArray(), plan.stream().mapToInt(Item::block).toArray());
    }

    @Test
    void impossiblePlateausAreRefused() {
        assertThrows(UnprocessableException.class, () -> plateau(new int[]{1, 2}, new int[]{2}));
        assertThrows(UnprocessableException.class, () -> plateau(new int[]{-1}, new int[]{}));
        assertThrows(UnprocessableException.class, () -> new Plateau.Group(new int[]{1}, 2));
        assertThrows(UnprocessableException.class,
                () -> new Plateau("flat", Map.of(NeuronGroup.EXCITATORY, new Plateau.Group(new int[]{1}, 0))));
        var refusal = assertThrows(UnprocessableException.class, () -> new ControlSets(PLATEAU, 13, Population.ALL, 1));
        assertEquals("the plateau names neuron 13 but the activations have 13 neurons, 0 … 12", refusal.getMessage());
    }

    private static ControlSets sets(Population population) {
        return new ControlSets(PLATEAU, 60, population, 1);
    }

    private static Plateau plateau(int[] excitatory, int[] inhibitory) {
        return new Plateau("flat",
                Map.of(NeuronGroup.EXCITATORY, new Plateau.Group(excitatory, 0), NeuronGroup.INHIBITORY,
                        new Plateau.Group(inhibitory, 0)));
    }
}
