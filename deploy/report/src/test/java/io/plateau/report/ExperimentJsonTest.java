package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class ExperimentJsonTest {
    @Test
    void notesOfThePlanAreReadFromTheProvenance() {
        assertEquals(List.of("one", "two"), ExperimentJson.notes(of("{\"plan\":{\"notes\":[\"one\",\"two\"]}}")));
        assertEquals(List.of(), ExperimentJson.notes(of("{\"plan\":{}}")));
        assertEquals(List.of(), ExperimentJson.notes(of(null)));
    }

    private static Experiment of(String provenance) {
        return new Experiment("id", "id", "m", "c", "RUNNING", null, null, "{}", provenance, null, null);
    }
}
