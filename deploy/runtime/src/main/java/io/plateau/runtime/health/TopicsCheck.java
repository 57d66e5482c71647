package io.plateau.runtime.health;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.plateau.contracts.broker.BrokerFault;
import io.plateau.runtime.broker.Broker;

/** Ready only where the broker answers and has every topic as the contract declares it. */
@Readiness
@ApplicationScoped
public class TopicsCheck implements HealthCheck {
    private final Broker broker;

    TopicsCheck(Broker broker) {
        this.broker = broker;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("topics");
        try {
            List<String> mismatches = broker.topics().mismatches();
            return mismatches.isEmpty()
                    ? response.up().build()
                    : response.down().withData("reason", String.join("; ", mismatches)
                            + "; deploy/local/topics creates and corrects topics").build();
        } catch (BrokerFault e) {
            return response.down().withData("reason", e.getMessage()).build();
        }
    }
}
