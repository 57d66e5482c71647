package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** An experiment that failed before its model was read has neither model nor corpus. */
class FailedBeforePlanTest {
    @Test
    void itIsShownByItsIdentifierAndItsReason() {
        Experiment experiment = new Experiment("mine-3f2a9c1d07", null, null, null, "FAILED",
                "model mine has no tokenizer.json", null, null, null, Instant.EPOCH, Instant.EPOCH);
        assertEquals("mine-3f2a9c1d07", experiment.name());
        Results results = new Results(List.of(experiment.labelled(experiment.name())), Map.of(), Map.of());
        assertEquals("Experiments\n  mine-3f2a9c1d07: the experiment failed: model mine has no tokenizer.json"
                + " (mine-3f2a9c1d07)\n", ExperimentsSection.of(results));
    }
}
