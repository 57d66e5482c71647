package io.plateau.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerTopics;
import io.plateau.local.broker.ClientListener;
import io.plateau.local.broker.LocalBroker;

/** A broker with TLS and the chart's rights: with the settings of its pod, each service can do its work and nothing else. */
class RightsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    /** Says of every refusal that it is one; held, since a logger that nobody holds forgets its level. */
    private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka.clients");

    private static LocalBroker broker;
    private static Path authority;
    private static final Map<String, Path> CERTIFICATES = new HashMap<>();

    @BeforeAll
    static void aBrokerAsStrimziRunsIt() throws Exception {
        CLIENTS.setLevel(Level.OFF);
        Certificates certificates = Certificates.in(directory);
        for (JsonNode user : Chart.ofKind("operators", "KafkaUser")) {
            CERTIFICATES.put(Chart.name(user), certificates.issue(Chart.name(user)));
        }
        Path own = certificates.issue("broker");
        authority = certificates.authority();
        Map<String, String> tls = Map.of("ssl.keystore.type", "PKCS12", "ssl.keystore.location", own.toString(),
                "ssl.keystore.password", Certificates.PASSWORD, "ssl.truststore.type", "PEM", "ssl.truststore.location",
                authority.toString());
        Map<String, String> guarded = new HashMap<>(tls);
        guarded.put("ssl.client.auth", "required");
        guarded.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller's listener, which only the broker itself reaches, knows nobody.
        guarded.put("super.users", "User:CN=broker;User:ANONYMOUS");
        Map<String, String> administrator = new HashMap<>(tls);
        administrator.put("security.protocol", "SSL");
        broker = LocalBroker.start(directory.resolve("broker"), new ClientListener("SSL", guarded, administrator));
        Map<String, Object> settings = new HashMap<>(administrator);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        BrokerAccess access = new BrokerAccess(settings);
        try (Admin admin = access.admin(PATIENCE)) {
            admin.createAcls(
                    Chart.ofKind("operators", "KafkaUser").stream().flatMap(user -> bindings(user).stream()).toList())
                    .all().get();
        }
        // Something to read everywhere.
        assertEquals(names(topic -> true), published(access));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"front-door", "inference-worker", "influence", "graph", "routing"})
    void aServiceFindsTheTopicsAsItNeedsThem(String deployment) {
        try (BrokerTopics topics = new BrokerTopics(access(deployment), PATIENCE)) {
            assertEquals(List.of(), topics.mismatches());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference", "influence", "graph", "routing"})
    void aServicePublishesAndConsumesWhatTheContractsSay(String service) throws Exception {
        BrokerAccess access = access(service.equals("inference") ? "inference-worker" : service);
        assertEquals(names(topic -> Routes.producers(topic).contains(service)), published(access));
        assertEquals(names(topic -> Routes.consumers(topic).contains(service)),
                consumed(access, service, Topic.values()));
        for (String other : Stages.services()) {
            if (!other.equals(service)) {
                // A topic that every service may read.
                assertEquals(Set.of(), consumed(access, other, Topic.EXPERIMENT_EVENTS), "as a member of " + other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference", "influence", "graph", "routing"})
    void theWatchdogAloneSeesHowFarOthersAre(String service) throws Exception {
        BrokerAccess access = access(service.equals("inference") ? "front-door" : service);
        assertEquals(service.equals("inference") ? new TreeSet<>(Stages.services()) : Set.of(service), groups(access));
    }

    @Test
    void kedaSeesTheLagAndReadsNothing() throws Exception {
        Map<String, Object> settings = new HashMap<>(access("graph").settings());
        settings.put("ssl.keystore.location", CERTIFICATES.get("plateau-kafka-keda").toString());
        BrokerAccess access = new BrokerAccess(settings);
        assertEquals(new TreeSet<>(Stages.services()), groups(access));
        assertEquals(Set.of(), published(access));
        assertEquals(Set.of(), consumed(access, "graph", Topic.values()));
    }

    /** A service's Kafka settings, from its pod's environment, with the files of its Secrets. */
    private static BrokerAccess access(String deployment) {
        Map<String, Object> settings = new HashMap<>();
        JsonNode pod = Chart.only("operators", "Deployment", "plateau-" + deployment)
                .at("/spec/template/spec/containers/0");
        Environment.of(pod).forEach((name, value) -> {
            if (name.startsWith("KAFKA_")) {
                settings.put(name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        String user = ((String) settings.get("ssl.keystore.password")).replace("/user.password", "");
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        assertEquals("/etc/plateau/kafka-user/user.p12",
                settings.put("ssl.keystore.location", CERTIFICATES.get(user).toString()));
        assertEquals("/etc/plateau/kafka/ca.crt", settings.put("ssl.truststore.location", authority.toString()));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return new BrokerAccess(settings);
    }

    /** Topics to which a record can be written. */
    private static Set<String> published(BrokerAccess access) throws InterruptedException {
        Set<String> names = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            // One for each: a producer that was refused may refuse what follows.
            try (KafkaProducer<byte[], byte[]> producer = access.producer(Map.of("retry.backoff.ms", 10),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(topic.topicName(), 0, null, new byte[]{1})).get();
                names.add(topic.topicName());
            } catch (ExecutionException | KafkaException e) {
                // A producer may be refused before its record is.
                assertTrue(e.getCause() instanceof AuthorizationException, () -> topic + ": " + e.getCause());
            }
        }
        return names;
    }

    /** Topics of which a member of the group can read and commit. */
    private static Set<String> consumed(BrokerAccess access, String group, Topic... of) {
        Set<String> names = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = access.consumer(
                Map.of("group.id", group, "enable.auto.commit", false, "retry.backoff.ms", 10),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Topic topic : of) {
                TopicPartition partition = new TopicPartition(topic.topicName(), 0);
                try {
                    consumer.assign(List.of(partition));
                    consumer.seekToBeginning(List.of(partition));
                    assertTrue(!consumer.poll(PATIENCE).isEmpty(), "nothing to read of " + topic);
                    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1)));
                    names.add(topic.topicName());
                } catch (AuthorizationException e) {
                    // Of the topic or of the group: not its own.
                    continue;
                }
            }
        }
        return names;
    }

    /** Groups whose offsets are told. */
    private static Set<String> groups(BrokerAccess access) throws InterruptedException {
        Set<String> groups = new TreeSet<>();
        try (Admin admin = access.admin(PATIENCE)) {
            for (String group : Stages.services()) {
                try {
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                    groups.add(group);
                } catch (ExecutionException e) {
                    assertTrue(e.getCause() instanceof AuthorizationException, () -> group + ": " + e.getCause());
                }
            }
        }
        return groups;
    }

    /** As Strimzi's user operator makes them. */
    private static List<AclBinding> bindings(JsonNode user) {
        List<AclBinding> bindings = new ArrayList<>();
        for (JsonNode rule : user.at("/spec/authorization/acls")) {
            ResourcePattern resource = new ResourcePattern(ResourceType.fromString(rule.at("/resource/type").asText()),
                    rule.at("/resource/name").asText(),
                    PatternType.valueOf(rule.at("/resource/patternType").asText().toUpperCase(Locale.ROOT)));
            for (JsonNode operation : rule.path("operations")) {
                bindings.add(new AclBinding(resource, new AccessControlEntry("User:CN=" + Chart.name(user), "*",
                        AclOperation.valueOf(
                                operation.asText().replaceAll("(?<=[a-z])([A-Z])", "_$1").toUpperCase(Locale.ROOT)),
                        AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    private static Set<String> names(Predicate<Topic> which) {
        return Arrays.stream(Topic.values()).filter(which).map(Topic::topicName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
