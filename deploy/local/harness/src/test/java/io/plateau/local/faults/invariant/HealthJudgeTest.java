package io.plateau.local.faults.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class HealthJudgeTest {
    private final HealthJudge judge = new HealthJudge();

    @Test
    void aReplicaThatIsDeadForAsLongAsAPlatformWaitsIsFound() {
        look(true, false, 0);
        look(true, false, 30);
        assertEquals(List.of(), judge.violations());
        look(true, false, 31);
        assertFound("graph-1 called itself dead");
    }

    @Test
    void aReplicaThatLivesInBetweenIsNot() {
        look(true, false, 0);
        look(false, false, 20);
        look(true, false, 40);
        assertEquals(List.of(), judge.violations());
        assertEquals(3, judge.looks());
    }

    @Test
    void aReplicaThatIsReadyLongAfterAStoreHasGoneIsFound() {
        judge.stores(true, 0);
        look(false, true, 15);
        assertEquals(List.of(), judge.violations());
        judge.stores(true, seconds(16));
        look(false, true, 16);
        assertFound("graph-1 was ready 15 s after the broker or PostgreSQL had gone");
    }

    @Test
    void aStoreThatCameBackIsNotGone() {
        judge.stores(true, 0);
        judge.stores(false, seconds(10));
        judge.stores(true, seconds(12));
        look(false, true, 20);
        assertEquals(List.of(), judge.violations());
    }

    @Test
    void aReplicaThatIsReadyWithADeadConsumerIsFound() {
        judge.unread(List.of("graph", "routing"), 0);
        judge.unread(List.of("graph"), seconds(10));
        look(false, true, 16);
        assertFound("graph-1 was ready though nobody had read all partitions of graph");
    }

    @Test
    void aConsumerThatCameBackIsNotDead() {
        judge.unread(List.of("graph"), 0);
        judge.unread(List.of(), seconds(10));
        judge.unread(List.of("graph"), seconds(12));
        look(false, true, 20);
        assertEquals(List.of(), judge.violations());
    }

    @Test
    void readinessRightAfterAStoreCameBackIsCorrect() {
        judge.stores(true, 0);
        judge.stores(true, seconds(14));
        judge.stores(false, seconds(16));
        look(false, true, 16);
        assertEquals(List.of(), judge.violations());
    }

    @Test
    void aReplicaThatSaysThatItIsNotReadyTellsTheTruth() {
        judge.stores(true, 0);
        judge.unread(List.of("graph"), 0);
        look(false, false, 60);
        assertEquals(List.of(), judge.violations());
    }

    private void look(boolean dead, boolean ready, long second) {
        judge.looked(new HealthJudge.Look("graph", "graph-1", dead, ready), seconds(second));
    }

    private void assertFound(String sentence) {
        assertEquals(1, judge.violations().size(), judge.violations()::toString);
        assertTrue(judge.violations().get(0).startsWith(sentence), judge.violations()::toString);
    }

    private static long seconds(long number) {
        return TimeUnit.SECONDS.toNanos(number);
    }
}
