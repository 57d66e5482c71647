package io.plateau.runtime.trace;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.local.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Messages on a real topic: what is published in their wake carries their trace on, and log lines name what they are about. */
@QuarkusTest
@TestProfile(CorrelationsTest.Tracing.class)
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class CorrelationsTest {
    private static final String SENDER = "00000000000000ab";
    private static final int PARTITION = 5;

    public static class Tracing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.simple", "true",
                    "quarkus.otel.metrics.enabled", "false");
        }
    }

    @ApplicationScoped
    static class Exporters {
        @Produces
        @ApplicationScoped
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }
    }

    @Inject
    InMemorySpanExporter spans;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void anExperimentIsOneTraceAndItsLogLinesNameIt() {
        Queue<ExtLogRecord> log = new ConcurrentLinkedQueue<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord line) {
                ExtLogRecord copied = ExtLogRecord.wrap(line);
                copied.copyAll();
                log.add(copied);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        Logger logger = Logger.getLogger("io.plateau.runtime.event.EventIntake");
        logger.addHandler(recorder);

        // Given a block that fails for good, sent from within a span of its experiment's trace
        String experiment = UUID.randomUUID().toString();
        String trace = ExperimentTrace.parent(experiment, null).getTraceId();
        GraphWork block = new GraphWork(experiment, 99, 78, Sign.INHIBITORY, 0, 1);
        Headers headers = CloudEvent.of(block, "graph", experiment, "99").toSignedHeaders(Events.encode(block),
                TestKeys.KEYS);
        headers.add("traceparent",
                ("00-" + trace + "-" + SENDER + "-01").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("graph-work", PARTITION, "k", Events.encode(block), headers));
        }

        // When it has been given up
        ConsumerRecord<String, byte[]> report = reportOf(experiment);
        SpanData span = spanOf(experiment);

        // Then its span continues the sender's, and the report carries the span on
        assertEquals(trace, span.getTraceId());
        assertEquals(SENDER, span.getParentSpanId());
        assertEquals("00-" + trace + "-" + span.getSpanId() + "-01", CloudEvent.value(report.headers(), "traceparent"));
        // and nothing else was traced
        assertEquals(List.of(), spans.getFinishedSpanItems().stream()
                .filter(s -> s.getAttributes().get(AttributeKey.stringKey("plateau.experiment")) == null)
                .map(SpanData::getName).toList());
        // and the lines of the log name the experiment
        assertTrue(log.stream().anyMatch(line -> experiment.equals(line.getMdc("experiment"))
                && "graph-work".equals(line.getMdc("stage"))), "no line names " + experiment);
        logger.removeHandler(recorder);
    }

    private SpanData spanOf(String experiment) {
        Predicate<SpanData> wanted = span -> span.getName().equals("graph-work")
                && experiment.equals(span.getAttributes().get(AttributeKey.stringKey("plateau.experiment")));
        return await("a span of " + experiment).atMost(Duration.ofSeconds(30)).pollInSameThread()
                .until(() -> spans.getFinishedSpanItems(), found -> found.stream().anyMatch(wanted)).stream()
                .filter(wanted).findFirst().orElseThrow();
    }

    private ConsumerRecord<String, byte[]> reportOf(String experiment) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("analyses").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int i = 0; i < 60; i++) {
                for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(500))) {
                    if (experiment.equals(CloudEvent.value(found.headers(), "ce_subject"))) {
                        return found;
                    }
                }
            }
        }
        throw new AssertionError("the failure of " + experiment + " was not reported");
    }
}
