package io.plateau.influence.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Layers in which a first-order estimate chose the neurons that were ablated. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "influence"))
class ScreenedLayerTest {
    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void theMissRateIsThatOfTheSample() throws SQLException {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        List<Integer> exact = List.of(1, 2, 3, 4, 5, 6, 20, 24, 30);
        List<Integer> sampled = List.of(6, 20, 24, 30);
        broker.publish(new SampleLosses(experiment).blocks().stream()
                .map(event -> SampleLosses.screened(event, exact, sampled)).toList());
        String summary = broker.await(Topic.ANALYSES, AnalysisCompleted.class, experiment).getVerdict().getSummary();
        assertTrue(summary.endsWith(" Influences of " + (SampleLosses.NEURONS - 9) + " of " + SampleLosses.NEURONS
                + " neurons are first-order estimates (mlp.method screened)."), summary);

        assertEquals(2L * exact.size(), number("SELECT count(*) FROM results.neuron_influences WHERE experiment_id = ?"
                + " AND exact AND mlp_layer = 5", experiment));
        // Medians and counts by the database, of the influences that it shows
        assertEquals(2, number("""
                SELECT count(*) FROM results.screening s WHERE s.experiment_id = ? AND chosen = 5 AND sampled = 4
                  AND others = (SELECT count(*) - 5 FROM results.neuron_influences n
                                WHERE (n.experiment_id, n.token_group) = (s.experiment_id, s.token_group))
                  AND threshold = (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY influence)
                                   FROM results.neuron_influences n
                                   WHERE (n.experiment_id, n.token_group) = (s.experiment_id, s.token_group)
                                     AND neuron BETWEEN 1 AND 5)
                  AND missed = (SELECT count(*) FROM results.neuron_influences n
                                WHERE (n.experiment_id, n.token_group) = (s.experiment_id, s.token_group)
                                  AND neuron IN (6, 20, 24, 30) AND influence > threshold)
                  AND share = missed / 4.0 AND share_at_most > share""", experiment));
    }

    @Test
    void aScreeningThatNamesNoNeuronsOfTheBlockIsRefused() {
        TestBroker broker = new TestBroker(servers);
        String experiment = UUID.randomUUID().toString();
        broker.publish(List.of(SampleLosses.screened(new SampleLosses(experiment).blocks().get(0),
                List.of(3, SampleLosses.NEURONS), List.of(3))));
        assertEquals("screening.exact is [3, " + SampleLosses.NEURONS + "]; it must name neurons from 0 to "
                + (SampleLosses.NEURONS - 1) + ", ascending, at least one",
                broker.await(Topic.ANALYSES, WorkFailed.class, experiment).getReason());
    }

    private double number(String query, String experiment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, experiment);
            try (ResultSet result = statement.executeQuery()) {
                assertTrue(result.next(), query);
                return result.getDouble(1);
            }
        }
    }
}
