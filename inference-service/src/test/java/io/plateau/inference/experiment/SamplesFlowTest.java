package io.plateau.inference.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Reported shortfalls of the sample and the matching of its tokens. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class SamplesFlowTest extends ExperimentFlow {
    @Test
    void anExperimentWithFewerContextsThanItWasAskedForSaysSo() {
        // 900,000 / 128 are requested; the corpus has some 690,000 tokens.
        request("{\"model\":\"micro-neox\",\"tokens\":{\"count\":900000,\"contextLength\":128}}");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        String tokens = (String) column("SELECT provenance #>> '{plan,corpusTokens}' FROM results.experiments").get(0);
        assertEquals(List.of("tokens.count asks for 7031 contexts, the corpus gives " + Integer.parseInt(tokens) / 128),
                column("SELECT shortfall FROM results.experiments"));
    }

    @Test
    void anExperimentWithFewerObservationsThanItWasAskedForSaysSo() {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":2000,"observationGroup":"all"}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        // Every target position is observed.
        Object positions = column("SELECT provenance #>> '{plan,positions}' FROM results.experiments").get(0);
        assertEquals(List.of("graph.observations asks for 2000, the sample gives " + positions),
                column("SELECT shortfall FROM results.experiments"));
    }

    @Test
    void aSampleThatIsSmallerByTheRemainderOfADivisionSaysSo() {
        // Positions that were requested and are left out for contexts are whole; as far as they are requested
        request("""
                {"model":"micro-neox","tokens":{"count":1087,"contextLength":64},
                 "graph":{"observations":200},"attention":{"headContexts":20}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        assertEquals(
                List.of("tokens.count asks for 1087 positions, 16 whole contexts of tokens.contextLength 64 are 1024;"
                        + " attention.headContexts asks for 20 contexts, the sample has 16"),
                column("SELECT shortfall FROM results.experiments"));
        assertEquals(Collections.singletonList(null), column("SELECT notes FROM results.experiments"));
    }

    @Test
    void onePerContextIsAShortfallOfObservations() {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64},
                 "graph":{"observations":200,"onePerContext":true}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);
        runs.end(id, ExperimentStatus.CANCELLED, null);

        assertEquals(
                List.of("graph.observations asks for 200, with graph.onePerContext 16 contexts give at most as many"),
                column("SELECT shortfall FROM results.experiments"));
    }

    @Test
    void aMatchingIsThereToBeQueried() {
        request("""
                {"model":"micro-neox","tokens":{"count":1024,"contextLength":64,"grouping":"matched","rareBelow":300,
                 "commonAbove":800},"graph":{"observations":200,"observationGroup":"all"}}""");
        broker.await(Topic.ACTIVATIONS, ActivationsCaptured.class, id, 1);

        String pairs = Integer.toString(column("SELECT rare_text FROM results.matched_pairs").size());
        assertEquals(List.of(pairs), column("SELECT pairs::text FROM results.matching"));
        assertEquals(List.of(pairs), column("SELECT tag_met::text FROM results.matching"));
        assertEquals(List.of("true"), column("SELECT (unpaired = rare_types - pairs AND length_met BETWEEN 1 AND pairs"
                + " AND role_met IS NULL AND role_reason IS NOT NULL)::text FROM results.matching"));
    }
}
