package io.plateau.inference.stage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.block.LedgerRepository;
import io.plateau.runtime.event.WorkInHand;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** A file of the model that changes while the only block of a stage is being computed. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
@QuarkusTestResource(value = WideModel.class, restrictToAnnotatedClass = true)
class ChangedFileFlowTest {
    /** The naive tier computes one block of this for many seconds; all other blocks take a fraction of one. */
    private static final String SPECIFICATION = """
            {"model":"wide","tokens":{"count":256,"contextLength":64},"ablation":{"tier":"naive"},
             "graph":{"observations":200,"observationGroup":"all"},"mechanisms":{"effects":false}}""";
    private static final Duration IN_THE_MIDDLE = Duration.ofSeconds(2);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @ConfigProperty(name = "plateau.models.roots")
    String root;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    LedgerRepository ledger;
    @Inject
    WorkInHand work;

    @Test
    void failsTheExperimentAndTheBlockIsNotDone() throws IOException {
        String id = UUID.randomUUID().toString();
        Broker broker = new Broker(servers);
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(id, SPECIFICATION), id, "request");
        assertEquals(1, broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1).values().iterator().next()
                .getBlocks(), "a stage has one block");

        awaitInTheMiddle();
        Files.writeString(Path.of(root, "wide", "config.json"), "\n", StandardOpenOption.APPEND);

        WorkFailed failed = broker.await(Topic.ANALYSES, WorkFailed.class, id, 1).values().iterator().next();
        assertTrue(failed.getReason().contains("config.json of model wide changed after the experiment was planned"),
                failed.getReason());
        await("the end of the experiment").atMost(Duration.ofSeconds(10)).pollInSameThread().untilAsserted(
                () -> assertEquals(ExperimentStatus.FAILED, runs.overview(id).orElseThrow().status()));
        assertEquals(1, done(id, InferenceStage.CAPTURE));
        assertEquals(0, done(id, InferenceStage.ABLATE_NEURONS), "what was computed with either file counts as done");
    }

    private int done(String id, InferenceStage stage) {
        return QuarkusTransaction.requiringNew().call(() -> ledger.progress(id, Stage.of(stage)).done());
    }

    private void awaitInTheMiddle() {
        await("a block that takes long").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50))
                .pollInSameThread().until(() -> work.longest().compareTo(IN_THE_MIDDLE) >= 0);
    }
}
