package io.plateau.runtime.block;

import java.time.Duration;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.contracts.Stage;

/** Blocks by stage and outcome, and seconds per block. */
@ApplicationScoped
class BlockMetrics {
    enum Outcome {
        /** Computed and written. */
        DONE,
        /** Found in the ledger. */
        REPEATED,
        /** Its experiment has ended. */
        SKIPPED,
        /** Given to another process. */
        RETURNED
    }

    private final MeterRegistry registry;

    BlockMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Stage stage, Outcome outcome) {
        registry.counter("plateau.blocks", "stage", stage.label(), "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void time(Stage stage, double seconds) {
        registry.timer("plateau.block", "stage", stage.label()).record(Duration.ofNanos((long) (seconds * 1e9)));
    }
}
