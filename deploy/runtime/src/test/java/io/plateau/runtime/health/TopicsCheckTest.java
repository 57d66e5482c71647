package io.plateau.runtime.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class TopicsCheckTest {
    @Test
    void withoutABrokerAServiceIsNotReady() throws IOException {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = taken.getLocalPort();
        }
        TopicsCheck check = new TopicsCheck("127.0.0.1:" + nobody);
        try {
            HealthCheckResponse response = check.call();

            assertEquals(HealthCheckResponse.Status.DOWN, response.getStatus());
            String reason = response.getData().orElseThrow().get("reason").toString();
            assertTrue(reason.startsWith("the broker does not answer"), reason);
        } finally {
            check.close();
        }
    }
}
