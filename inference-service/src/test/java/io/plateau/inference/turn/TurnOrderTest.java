package io.plateau.inference.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.inference.turn.TurnOrder.Waiting;

class TurnOrderTest {
    private static final long SMALL = 512;
    private static final long LARGE = 250_000;

    @Test
    void classesSpanAFactorOfFour() {
        assertEquals(TurnOrder.sizeClass(1), TurnOrder.sizeClass(3));
        assertEquals(TurnOrder.sizeClass(3) + 1, TurnOrder.sizeClass(4));
        assertEquals(TurnOrder.sizeClass(15) + 1, TurnOrder.sizeClass(16));
        assertEquals(31, TurnOrder.sizeClass(Long.MAX_VALUE));
        for (long work = 1; work < 1L << 60; work = work * 3 / 2 + 1) {
            long lower = 1L << 2 * TurnOrder.sizeClass(work);
            assertTrue(lower <= work && work / 4 < lower, work + " from " + lower);
        }
    }

    @Test
    void expectedWorkGrowsWithPositionsAndWeightsAndNeverOverflows() {
        assertEquals(6_000, TurnOrder.work(2_000, 3));
        assertEquals(1, TurnOrder.work(8, 0));
        assertEquals(Long.MAX_VALUE, TurnOrder.work(10_000_000, Long.MAX_VALUE));
    }

    @Test
    void equalOnesGoInTheOrderOfArrivalAndNoMoreThanHaveTurns() {
        List<Waiting> waiting = IntStream.range(0, 200).mapToObj(i -> new Waiting("e" + i, SMALL, i)).toList();

        assertEquals(List.of("e0", "e1", "e2"), ids(TurnOrder.next(Map.of(), waiting, 3)));
        int size = TurnOrder.sizeClass(SMALL);
        assertEquals(List.of("e0"), ids(TurnOrder.next(Map.of(size, 2), waiting, 3)));
        assertEquals(List.of(), ids(TurnOrder.next(Map.of(size, 3), waiting, 3)));
        // Fewer replicas than there were
        assertEquals(List.of(), ids(TurnOrder.next(Map.of(size, 9), waiting, 3)));
    }

    @Test
    void theOrderIsThatOfTheWaitingNotOfTheList() {
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            waiting.add(new Waiting("e" + i, 512 + 37L * i % 500, i));
        }
        List<String> expected = ids(TurnOrder.next(Map.of(), waiting, 250));
        Collections.shuffle(waiting, new Random(5));
        assertEquals(expected, ids(TurnOrder.next(Map.of(), waiting, 250)));
    }

    @Test
    void smallOnesDoNotWaitForLargeOnesNorLargeOnesForSmallOnes() {
        List<Waiting> waiting = List.of(new Waiting("large", LARGE, 1), new Waiting("small", SMALL, 2));
        int large = TurnOrder.sizeClass(LARGE);
        int small = TurnOrder.sizeClass(SMALL);

        assertEquals(List.of("small"), ids(TurnOrder.next(Map.of(large, 4), waiting, 4)));
        assertEquals(List.of("large"), ids(TurnOrder.next(Map.of(small, 4), waiting, 4)));
        assertEquals(List.of("small", "large"), ids(TurnOrder.next(Map.of(), waiting, 4)));
    }

    @Test
    void ofThoseThatCameTogetherTheShorterGoesFirst() {
        List<Waiting> waiting = List.of(new Waiting("longer", 700, 3), new Waiting("shorter", 600, 7),
                new Waiting("shortest, but later", 520, TurnOrder.BATCH + 1));

        assertEquals(List.of("shorter", "longer", "shortest, but later"),
                ids(TurnOrder.next(Map.of(), waiting, 3)));
    }

    /** However many shorter ones keep coming, of both kinds, nothing is overtaken by more than its batch. */
    @Test
    void nothingStarves() {
        Random random = new Random(11);
        int turns = 2;
        List<Waiting> waiting = new ArrayList<>();
        List<Waiting> running = new ArrayList<>();
        Map<Integer, List<Long>> begun = new HashMap<>();
        long place = 0;
        for (int step = 0; step < 5_000; step++) {
            // More come than end
            for (int i = 0; i < 2; i++) {
                long work = random.nextInt(10) == 0 ? LARGE + random.nextInt(1_000) : SMALL + random.nextInt(500);
                waiting.add(new Waiting("e" + place, work, place++));
            }
            if (!running.isEmpty()) {
                running.remove(random.nextInt(running.size()));
            }
            Map<Integer, Integer> inProgress = running.stream()
                    .collect(Collectors.toMap(Waiting::sizeClass, w -> 1, Integer::sum));
            for (Waiting next : TurnOrder.next(inProgress, waiting, turns)) {
                waiting.remove(next);
                running.add(next);
                begun.computeIfAbsent(next.sizeClass(), c -> new ArrayList<>()).add(next.place());
                long overtaken = waiting.stream().filter(w -> w.sizeClass() == next.sizeClass())
                        .filter(w -> w.place() <= next.place() - TurnOrder.BATCH).count();
                assertEquals(0, overtaken, next + " overtakes what came long before");
            }
            Map<Integer, Long> now = running.stream()
                    .collect(Collectors.groupingBy(Waiting::sizeClass, Collectors.counting()));
            waiting.forEach(w -> assertEquals(turns, now.getOrDefault(w.sizeClass(), 0L),
                    "one waits though its class has a turn left"));
        }
        assertEquals(2, begun.size());
        begun.values().forEach(places -> assertTrue(places.size() > 100, places.size() + " begun of a class"));
    }

    private static List<String> ids(List<Waiting> waiting) {
        return waiting.stream().map(Waiting::experimentId).toList();
    }
}
