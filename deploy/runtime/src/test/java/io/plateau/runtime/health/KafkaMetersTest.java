package io.plateau.runtime.health;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The page that a scraper gets. Some meters come a minute after the start of the application: until then other tests run. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
@Order(Integer.MAX_VALUE)
class KafkaMetersTest {
    /** Of the runtime's two channels, 13 partitions: two meters for each of these, the others for each of five clients. */
    private static final int MOST_LINES = 150;
    private static final Set<String> NEEDED = Set.of("kafka_consumer_fetch_manager_records_lag",
            "kafka_consumer_fetch_manager_records_lag_max", "kafka_consumer_fetch_manager_records_consumed_rate",
            "kafka_consumer_fetch_manager_records_consumed_total", "kafka_consumer_fetch_manager_bytes_consumed_rate",
            "kafka_consumer_fetch_manager_fetch_rate", "kafka_consumer_fetch_manager_fetch_latency_avg",
            "kafka_consumer_last_poll_seconds_ago", "kafka_consumer_coordinator_last_heartbeat_seconds_ago",
            "kafka_consumer_coordinator_assigned_partitions", "kafka_consumer_coordinator_rebalance_total",
            "kafka_consumer_coordinator_failed_rebalance_total", "kafka_consumer_coordinator_commit_latency_avg",
            "kafka_producer_record_send_rate", "kafka_producer_record_send_total", "kafka_producer_record_error_rate",
            "kafka_producer_record_error_total", "kafka_producer_record_retry_total",
            "kafka_producer_request_latency_avg", "kafka_producer_buffer_available_bytes",
            "kafka_consumer_connection_count", "kafka_consumer_failed_authentication_total",
            "kafka_producer_connection_count", "kafka_producer_failed_authentication_total");

    @TestHTTPResource(management = true)
    String management;

    @Test
    void ofKafkasMetersThoseThatAreNeededAreExportedAndNoOthers() {
        // Lag is known only once a partition is assigned and fetched
        await("the meters of Kafka").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200))
                .pollInSameThread()
                .untilAsserted(() -> assertEquals(new TreeSet<>(NEEDED), new TreeSet<>(names(page()))));
        String page = page();
        long lines = page.lines().filter(line -> line.startsWith("kafka_")).count();
        assertTrue(lines <= MOST_LINES, lines + " lines");
        // And others stay
        for (String other : new String[]{"jvm_memory_used_bytes", "process_cpu_usage"}) {
            assertTrue(page.contains(other), other);
        }
    }

    private String page() {
        return RestAssured.get(management + "metrics").asString();
    }

    private static Set<String> names(String page) {
        return page.lines().filter(line -> line.startsWith("kafka_")).map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toSet());
    }
}
