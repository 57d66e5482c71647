package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.local.database.LocalDatabase;

class ServiceTest {
    @Test
    void aDeclaredAnalysisIsAServiceLikeTheOthers() {
        assertEquals(List.of("inference", "influence", "graph", "routing", "toy"),
                Arrays.stream(Service.values()).map(Service::label).toList());
        assertEquals("toy-service", Service.ofLabel("toy").module());
        assertEquals(Service.ROUTING.boundMebibytes(), Service.ofLabel("toy").boundMebibytes());
        assertEquals(2, Replicas.of(Map.of("toy", 2)).of(Service.ofLabel("toy")));
        assertTrue(LocalDatabase.SERVICES.contains("toy"));
    }

    @Test
    void anUnknownServiceIsNamedWithThoseThatThereAre() {
        assertEquals("there is no service 'sorcery'; services are inference, influence, graph, routing, toy",
                assertThrows(IllegalArgumentException.class, () -> Service.ofLabel("sorcery")).getMessage());
    }
}
