package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.local.command.UsageException;

class ReplicasTest {
    @Test
    void servicesThatAreNotNamedRunOnce() {
        Replicas replicas = Replicas.of(Map.of("inference", 2, "graph", 3));

        assertEquals(2, replicas.of(Service.INFERENCE));
        assertEquals(3, replicas.of(Service.GRAPH));
        assertEquals(1, replicas.of(Service.ROUTING));
        // Two of inference, three of graph, and one of influence, routing and the toy analysis of these tests
        assertEquals(8, replicas.total());
    }

    @Test
    void replicasShareTheProcessorsButEachHasOne() {
        Replicas replicas = Replicas.of(Map.of("inference", 3));

        assertEquals(2, replicas.threads(Service.INFERENCE, 8));
        assertEquals(1, replicas.threads(Service.INFERENCE, 2));
        assertEquals(8, replicas.threads(Service.GRAPH, 8));
    }

    @Test
    void anUnknownServiceAndAWrongNumberAreRefused() {
        assertEquals(
                "--replicas gpu=2: there is no such service; services are inference, influence, graph, routing, toy",
                assertThrows(UsageException.class, () -> Replicas.of(Map.of("gpu", 2))).getMessage());
        assertEquals("--replicas graph=0: a service runs between 1 and 12 times",
                assertThrows(UsageException.class, () -> Replicas.of(Map.of("graph", 0))).getMessage());
    }
}
