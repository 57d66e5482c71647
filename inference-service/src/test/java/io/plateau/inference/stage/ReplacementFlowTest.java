package io.plateau.inference.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.engine.InferenceEngine;
import io.plateau.inference.engine.Pilot;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.testing.Broker;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** What replaces an ablated neuron is what the specification asks for. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ReplacementFlowTest {
    private static final Path MODEL = Path.of("../deploy/local/testing/models/micro-neox");
    private static final String SPECIFICATION = """
            {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},"graph":{"observations":200},
             "ablation":{"value":"%s","tier":"moments","order":3,"guard":0.05}}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    @Inject
    PlanRepository plans;
    @Inject
    CaptureMeanRepository means;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    Replacements replacements;

    @ParameterizedTest
    @ValueSource(strings = {"zero", "resample"})
    void neuronsAreReplacedByWhatIsAskedFor(String value) {
        String id = UUID.randomUUID().toString();
        String specification = SPECIFICATION.formatted(value);
        Broker broker = new Broker(servers);
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new ExperimentRequested(id, specification), id, "request");

        NeuronLossesMeasured found = broker.await(Topic.ABLATION_LOSSES, NeuronLossesMeasured.class, id, 1).values()
                .iterator().next();

        List<PlannedContext> contexts = plans.ofBlock(id, 0);
        int rows = ContextRows.count(contexts);
        double[] mean = means.activation(id);
        ExperimentSpecification asked = ExperimentSpecification.parse(specification);
        Replacement replacement = replacements.of(id, asked, contexts);
        assertEquals(value.equals("resample") ? 5 : 1, replacement.draws());
        try (InferenceEngine engine = InferenceEngine.load(MODEL, EngineSettings.defaults())) {
            float[] replaced = ablated(engine, contexts, replacement, asked);
            float[] toMean = ablated(engine, contexts, new Replacement.Constant(mean), asked);
            float[] published = Tensors.decode("deltaLoss", found.getDeltaLoss(), rows, mean.length);
            assertArrayEquals(replaced, published, (float) (1e-3 * rms(replaced)));
            for (int i = 0; i < toMean.length; i++) {
                toMean[i] -= replaced[i];
            }
            assertTrue(rms(toMean) > 0.1 * rms(replaced), "the two must differ, or nothing is told apart");
        }
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    private static float[] ablated(InferenceEngine engine, List<PlannedContext> contexts, Replacement replacement,
            ExperimentSpecification asked) {
        byte[] groups = ContextRows.groupOfEach(contexts);
        return engine.neurons().ablate(ContextRows.tokens(contexts), ContextRows.targets(contexts), replacement,
                asked.ablation(), 1, new Pilot(groups, 1, 0, Pilot.DRAWS), null).changes().delta();
    }

    private static double rms(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
