package io.plateau.local.faults.invariant;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.service.Service;

class InvariantsTest {
    @Test
    void whatStaysAsItEndedIsSound() {
        assertDoesNotThrow(() -> Invariants.requireUnchanged(Map.of("a", "FAILED"),
                Map.of("a", "FAILED", "b", "RUNNING")));
    }

    @Test
    void anEndedExperimentThatIsAnotherNowIsFound() {
        assertEquals("experiment a had ended as CANCELLED and is COMPLETED",
                assertThrows(ViolationException.class, () -> Invariants.requireUnchanged(Map.of("a", "CANCELLED"),
                        Map.of("a", "COMPLETED"))).getMessage());
    }

    @Test
    void memoryAtItsBoundIsWithinIt() throws ViolationException {
        long bound = Service.GRAPH.boundMebibytes();
        assertEquals(List.of("graph " + bound + " MiB of " + bound),
                Memory.requireWithin(Map.of(Service.GRAPH, bound)));
    }

    @Test
    void memoryBeyondItsBoundIsFound() {
        long bound = Service.GRAPH.boundMebibytes();
        assertEquals("a replica of graph had " + (bound + 1) + " MiB resident, more than its bound of " + bound,
                assertThrows(ViolationException.class, () -> Memory.requireWithin(
                        Map.of(Service.GRAPH, bound + 1, Service.ROUTING, 1L))).getMessage());
    }
}
