package io.plateau.influence.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.local.testing.TestKeys;

/** The other services' side of the broker. */
final class TestBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private final String servers;

    TestBroker(String servers) {
        this.servers = servers;
    }

    /** Publishes as the inference service does, all on one partition, so that one message waits behind the other. */
    void publish(List<NeuronLossesMeasured> events) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            for (NeuronLossesMeasured event : events) {
                String suffix = "" + event.getBlock();
                producer.send(new ProducerRecord<>(Topic.ABLATION_LOSSES.topicName(), 0,
                        event.getExperimentId() + "/" + suffix, Events.encode(event),
                        CloudEvent.of(event, "inference", event.getExperimentId(), suffix)
                                .toSignedHeaders(Events.encode(event), TestKeys.KEYS)));
            }
        }
    }

    /** Publishes one event as the inference service does. */
    void publish(Topic topic, SpecificRecordBase event, String experiment, String suffix) {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), 0, experiment + "/" + suffix, Events.encode(event),
                    CloudEvent.of(event, "inference", experiment, suffix).toSignedHeaders(Events.encode(event),
                            TestKeys.KEYS)));
        }
    }

    /** The completed analysis of a stage. */
    AnalysisCompleted completed(String stage, String experiment) {
        return Events.decode(await(Topic.ANALYSES,
                r -> experiment.equals(CloudEvent.value(r.headers(), "ce_subject"))
                        && CloudEvent.typeOf(AnalysisCompleted.class).equals(CloudEvent.value(r.headers(), "ce_type"))
                        && Events.decode(r.value(), AnalysisCompleted.class).getStage().equals(stage))
                .value(), AnalysisCompleted.class);
    }

    /** Announces a status as the inference service does. */
    void announce(String experiment, ExperimentStatus status) {
        ExperimentChanged event = new ExperimentChanged(experiment, status, null, null);
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.EXPERIMENT_EVENTS.topicName(), 0, experiment,
                    Events.encode(event), CloudEvent.of(event, "inference", experiment, status.name())
                            .toSignedHeaders(Events.encode(event), TestKeys.KEYS)));
        }
    }

    /** The first event of the type, of the experiment. */
    <E extends SpecificRecordBase> E await(Topic topic, Class<E> type, String experiment) {
        return Events.decode(await(topic, r -> experiment.equals(CloudEvent.value(r.headers(), "ce_subject"))
                && CloudEvent.typeOf(type).equals(CloudEvent.value(r.headers(), "ce_type"))).value(), type);
    }

    private ConsumerRecord<String, byte[]> await(Topic topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", servers,
                "enable.auto.commit", false), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>(IntStream.range(0, topic.partitions())
                    .mapToObj(p -> new TopicPartition(topic.topicName(), p)).toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(record)) {
                        return record;
                    }
                }
            }
        }
        throw new AssertionError("no such message on " + topic.topicName() + " within " + PATIENCE);
    }
}
