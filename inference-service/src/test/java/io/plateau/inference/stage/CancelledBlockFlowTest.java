package io.plateau.inference.stage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.event.WorkInHand;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** A block that is being computed when its experiment is cancelled. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class CancelledBlockFlowTest {
    /** The naive tier takes many minutes for a block of this. */
    private static final String SLOW = """
            {"model":"tiny-neox","tokens":{"count":4096,"contextLength":256},"ablation":{"tier":"naive"},
             "graph":{"observations":200}}""";
    private static final String QUICK = """
            {"model":"tiny-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200}}""";
    /** Longer than any block of the other stages takes, far shorter than a naive one. */
    private static final Duration NAIVE = Duration.ofSeconds(8);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    WorkInHand work;
    @Inject
    MeterRegistry metrics;

    @Test
    void endsSoonAndNothingIsPublishedOrFailed() {
        String slow = UUID.randomUUID().toString();
        String quick = UUID.randomUUID().toString();
        Broker broker = new Broker(servers);
        double deadLetters = deadLetters();

        // Given a block in hand
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(slow, SLOW), slow, "request");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, slow, 1);
        awaitInHand(true);

        // When the experiment is cancelled
        runs.end(slow, ExperimentStatus.CANCELLED, null);

        // Then the next experiment gets its turn, which it would not for many minutes
        awaitInHand(false);
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(quick, QUICK), quick, "request");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, quick, 1);
        assertEquals(List.of(), broker.all(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, slow));
        assertEquals(List.of(), broker.all(Topic.ANALYSES, WorkFailed.class, slow));
        assertEquals(ExperimentStatus.CANCELLED, runs.overview(slow).orElseThrow().status());
        assertEquals(deadLetters, deadLetters());
        runs.end(quick, ExperimentStatus.CANCELLED, null);
    }

    private double deadLetters() {
        return metrics.find("plateau.dead.letters").counters().stream().mapToDouble(c -> c.count()).sum();
    }

    private void awaitInHand(boolean inHand) {
        await(inHand ? "a block that takes long" : "the end of the block").atMost(Duration.ofMinutes(2))
                .pollInSameThread().until(() -> work.longest().compareTo(NAIVE) > 0 == inHand);
    }
}
