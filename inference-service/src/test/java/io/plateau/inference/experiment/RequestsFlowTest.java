package io.plateau.inference.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Studies, and requests that cannot be run. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class RequestsFlowTest extends ExperimentFlow {
    @Test
    void aRequestWithListsIsAStudyOfWhichEveryVariantIsCarriedOut() {
        // Given the same request twice; its last variant is one that only its plan can refuse
        String study = """
                {"model":["tiny-gpt2","tiny-neox"],"tokens":{"count":1024,"contextLength":[64,512]},
                 "graph":{"observations":200}}""";
        request(study);
        request(study);

        // Then each of the four is an experiment with a life of its own
        for (String variant : List.of(".01", ".03")) {
            broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id + variant, 1);
        }
        assertTrue(awaitStatus(id + ".02", ExperimentStatus.FAILED).run().reason
                .contains("tokens.contextLength is 512 but model tiny-gpt2"));
        awaitStatus(id + ".04", ExperimentStatus.FAILED);
        assertEquals(List.of(id + ".01", id + ".02", id + ".03", id + ".04"),
                runs.study(id).stream().map(overview -> overview.run().experimentId).toList());

        // And any view can be joined with what distinguishes them
        String view = """
                SELECT e.experiment_id || ' ' || e.model || ' ' || string_agg(v.field || '=' || v.value, ' ' ORDER BY v.field)
                FROM results.experiments e JOIN results.variants v USING (experiment_id) WHERE v.study = :id
                GROUP BY e.experiment_id, e.model ORDER BY 1""";
        assertEquals(List.of(id + ".01 tiny-gpt2 model=tiny-gpt2 tokens.contextLength=64",
                id + ".02 tiny-gpt2 model=tiny-gpt2 tokens.contextLength=512",
                id + ".03 tiny-neox model=tiny-neox tokens.contextLength=64",
                id + ".04 tiny-neox model=tiny-neox tokens.contextLength=512"),
                QuarkusTransaction.requiringNew()
                        .call(() -> entities.createNativeQuery(view).setParameter("id", id).getResultList()));
        runs.study(id).forEach(o -> runs.end(o.run().experimentId, ExperimentStatus.CANCELLED, null));
    }

    @Test
    void aStudyOfWhichOneVariantCannotBeRunIsNotBegun() {
        request("{\"model\":[\"tiny-neox\",\"huge\"],\"seed\":[1,2]}");
        assertReason("there is no model 'huge'; available: micro-neox, tiny-gpt2, tiny-llama, tiny-neox");
        assertEquals(List.of(), runs.study(id));
    }

    @Test
    void aStudyIsMadeWholeOrNotAtAll() {
        // Given another experiment that bears the name of its second one
        String first = "{\"model\":\"micro-neox\",\"seed\":[1,2]}";
        runs.create(id + ".02", SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));

        request(first);

        assertReason("there is already an experiment " + id + ".02");
        assertTrue(runs.overview(id + ".01").isEmpty(), "the first row must be taken back");
        runs.end(id + ".02", ExperimentStatus.CANCELLED, null);
    }

    @Test
    void aRequestThatCannotBeRunFailsWithItsReason() {
        request("{\"model\":\"tiny-neox\",\"tokns\":{}}");
        assertReason("the specification has an unknown field 'tokns'");
    }

    @Test
    void aLineOfJsonIsARequest() {
        String line = """
                {"specversion":"1.0","type":"io.plateau.ExperimentRequested","source":"/me","id":"%s",
                 "data":{"specification":{"model":"micro-neox","tokens":{"count":1024,"contextLength":64},
                                          "graph":{"observations":200}}}}""".formatted(id);
        broker.publishText(Topic.EXPERIMENT_REQUESTS, line);
        // The same again is the same experiment
        broker.publishText(Topic.EXPERIMENT_REQUESTS, line);

        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);
    }

    @Test
    void aLineOfJsonThatIsNoRequestFailsWithItsReason() {
        broker.publishText(Topic.EXPERIMENT_REQUESTS, """
                {"specversion":"1.0","type":"io.plateau.ExperimentRequested","source":"/me","id":"1","subject":"%s",
                 "data":{"spec":{"model":"tiny-gpt2"}}}""".formatted(id));
        assertReason("the data of the message has an unknown field 'spec'; known here: experimentId, specification");
    }

    @Test
    void anUnknownModelFailsWithWhatThereIs() {
        request("{\"model\":\"huge\"}");
        assertReason("there is no model 'huge'; available: micro-neox, tiny-gpt2, tiny-llama, tiny-neox");
        assertEquals("huge", ExperimentSpecification.parse(runs.overview(id).orElseThrow().specification()).model());
    }

    @Test
    void whatTheModelsConfigurationForbidsFailsTheExperimentToo() {
        request("{\"model\":\"tiny-neox\",\"tokens\":{\"contextLength\":512}}");
        assertReason("tokens.contextLength is 512 but model tiny-neox reads at most 256 tokens");
    }

    @Test
    void whatOnlyThePlanCanSeeFailsTheExperimentToo() {
        request("{\"model\":\"tiny-neox\",\"tokens\":{\"count\":256,\"contextLength\":128}}");
        assertReason("but the graph needs at least 200 observations");
    }

    @Test
    void aLayerOutOfReachIsRefused() {
        request("{\"model\":\"tiny-neox\",\"attention\":{\"layers\":[5]}}");
        assertReason("heads of layer 5 cannot reach the final MLP");
    }

    @Test
    void aMalformedRequestFailsAndTheServiceGoesOn() {
        // A request topic carries requests; this is work
        broker.publish(Topic.EXPERIMENT_REQUESTS, "test", new InferenceWork(id, InferenceStage.PLAN, 0, 1), id, "odd");
        assertReason("this topic carries 'io.plateau.ExperimentRequested'");
    }
}
