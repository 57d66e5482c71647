package io.plateau.runtime.health;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.plateau.contracts.Topic;

/** Ready only where the broker answers and every topic of the contract exists. */
@Readiness
@ApplicationScoped
public class TopicsCheck implements HealthCheck {
    private static final int TIMEOUT_MS = 2_000;

    private final Admin admin;

    TopicsCheck(@ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS));
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("topics");
        try {
            Set<String> missing = Arrays.stream(Topic.values()).map(Topic::topicName)
                    .collect(Collectors.toCollection(TreeSet::new));
            missing.removeAll(admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
            return missing.isEmpty()
                    ? response.up().build()
                    : response.down().withData("missing", String.join(", ", missing)).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return response.down().withData("reason", "interrupted").build();
        } catch (Exception e) {
            return response.down().withData("reason", "the broker does not answer: " + e.getMessage()).build();
        }
    }

    @PreDestroy
    void close() {
        admin.close();
    }
}
