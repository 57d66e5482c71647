package io.plateau.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    @Test
    void aDatabaseThatIsGoneIsSaidToBeAndNotWaitedFor() {
        // Given the patience of a start: half a minute
        Flyway patient = Flyway.configure().dataSource("jdbc:postgresql://127.0.0.1:1/plateau", "graph", "graph")
                .connectRetries(15).connectRetriesInterval(2).load();

        HealthCheckResponse response = assertTimeoutPreemptively(Duration.ofSeconds(15),
                () -> new SchemaCheck(patient, "jdbc:postgresql://127.0.0.1:1/plateau?password=secret", "graph")
                        .call());

        assertEquals(HealthCheckResponse.Status.DOWN, response.getStatus());
        String reason = response.getData().orElseThrow().get("reason").toString();
        assertTrue(reason.startsWith("the database jdbc:postgresql://127.0.0.1:1/plateau does not answer: "), reason);
    }
}
