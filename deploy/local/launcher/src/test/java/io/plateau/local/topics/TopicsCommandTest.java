package io.plateau.local.topics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.Topic;
import io.plateau.local.broker.ClientListener;
import io.plateau.local.broker.LocalBroker;
import io.plateau.local.testing.Listeners;

class TopicsCommandTest {
    private static final int ALL = Topic.values().length;

    @TempDir
    Path directory;

    @Test
    void createsMendsAndTellsWhatItDidOnce() throws Exception {
        ClientListener listener = Listeners.sasl("operator", "secret");
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), listener)) {
            Path config = Files.writeString(directory.resolve("client.properties"),
                    listener.clients().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining("\n")));
            String[] command = {"--bootstrap-server", broker.bootstrapServers(), "--command-config", config.toString()};
            // Given topics of which one is missing, one too narrow, one too small and one too wide
            try (Admin admin = Admin.create(settings(broker, listener))) {
                admin.deleteTopics(List.of("plateaus", "graph-work", "analyses")).all().get();
                awaitTopics(admin, ALL - 3);
                admin.createTopics(List.of(new NewTopic("graph-work", 2, (short) 1)
                        .configs(Map.of("max.message.bytes", "1048576")))).all().get();
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "attention"),
                        List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "77"),
                                AlterConfigOp.OpType.SET),
                                new AlterConfigOp(new ConfigEntry("retention.ms", "3600000"),
                                        AlterConfigOp.OpType.SET))))
                        .all().get();
                awaitTopics(admin, ALL - 2);
            }
            // Then a check tells, and changes nothing
            List<String> wrong = List.of("topic plateaus is missing, or this user may not see it",
                    "topic analyses is missing, or this user may not see it",
                    "topic graph-work has 2 partitions where it must have at least 12",
                    "topic attention has max.message.bytes=77 where it must have 8388608");
            for (int i = 0; i < 2; i++) {
                assertOutput(1, "", wrong, command[0], command[1], command[2], command[3], "--check");
            }
            // And the command mends, once
            assertOutput(0,
                    """
                            created topic plateaus with 1 partitions and max.message.bytes=1048576
                            created topic analyses with 1 partitions and max.message.bytes=1048576
                            raised the partitions of topic graph-work from 2 to 12
                            set retention.bytes=1073741824, retention.ms=604800000, segment.bytes=134217728, segment.ms=86400000 of topic graph-work
                            set max.message.bytes of topic attention from 77 to 8388608
                            All topics are correct.
                            """,
                    List.of(), command);
            assertOutput(0, "All topics are correct.\n", List.of(), command);
            // And how long to keep is an operator's choice
            try (Admin admin = Admin.create(settings(broker, listener))) {
                assertEquals("3600000", setting(admin, "attention", "retention.ms"));
                assertEquals("604800000", setting(admin, "plateaus", "retention.ms"));
                assertEquals("2147483648", setting(admin, "activations", "retention.bytes"));
            }
            // And what it cannot mend it tells
            try (Admin admin = Admin.create(settings(broker, listener))) {
                admin.deleteTopics(List.of("plateaus")).all().get();
                awaitTopics(admin, ALL - 1);
                admin.createTopics(List.of(new NewTopic("plateaus", 3, (short) 1)
                        .configs(Map.of("max.message.bytes", "1048576")))).all().get();
                awaitTopics(admin, ALL);
            }
            assertOutput(1,
                    "set retention.bytes=1073741824, retention.ms=604800000, segment.bytes=134217728, segment.ms=86400000"
                            + " of topic plateaus",
                    List.of("topic plateaus has 3 partitions where it must have 1"), command);
        }
    }

    @Test
    void poolsHaveTopicsOfTheirOwnAndPartitionsCanBeRaised() throws Exception {
        ClientListener listener = Listeners.sasl("operator", "secret");
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), listener)) {
            Path config = Files.writeString(directory.resolve("client.properties"),
                    listener.clients().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining("\n")));
            String[] command = {"--bootstrap-server", broker.bootstrapServers(), "--command-config", config.toString(),
                    "--pools", "large,default", "--partitions", "inference-work=48,inference-work-large=60"};
            assertOutput(0, """
                    created topic inference-work-large with 60 partitions and max.message.bytes=1048576
                    raised the partitions of topic inference-work from 12 to 48
                    All topics are correct.
                    """, List.of(), command);
            assertOutput(0, "All topics are correct.\n", List.of(), command);
            for (String[] wrong : new String[][]{
                    {"analyses=2", "--partitions: topic analyses cannot have 2 partitions; it must have 1"},
                    {"graph-work=6",
                            "--partitions: topic graph-work cannot have 6 partitions; it must have at least 12"},
                    {"work=48", "--partitions: there is no topic 'work'; topics are " + Arrays.stream(Topic.values())
                            .map(Topic::topicName).collect(Collectors.joining(", "))}}) {
                assertOutput(2, "", List.of(wrong[1]), command[0], command[1], command[2], command[3], "--partitions",
                        wrong[0]);
            }
        }
    }

    @Test
    void whatItCannotBeginWithIsTold() throws Exception {
        assertOutput(2, "", List.of("--bootstrap-server is missing; deploy/local/topics --help lists the options"));
        assertOutput(2, "", List.of("--command-config " + directory.resolve("absent") + ": there is no such file"),
                "--bootstrap-server", "127.0.0.1:1", "--command-config", directory.resolve("absent").toString());
        assertOutput(2, "", List.of("--replication-factor 0: it must be at least 1"), "--bootstrap-server",
                "127.0.0.1:1",
                "--replication-factor", "0");
    }

    /** Deletion and creation are seen by all a moment later. */
    private static void awaitTopics(Admin admin, int topics) {
        await("the topics").atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertEquals(topics, admin.listTopics().names().get().size()));
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
    }

    private static Map<String, Object> settings(LocalBroker broker, ClientListener listener) {
        Map<String, Object> settings = new java.util.HashMap<>(listener.clients());
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }

    /** The lines of the output may come in any order. */
    private static void assertOutput(int status, String console, List<String> errors, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int ended = TopicsCommand.execute(arguments, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String told = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        assertEquals(status, ended, told);
        assertEquals(console.lines().sorted().toList(), out.toString(StandardCharsets.UTF_8).lines().sorted().toList());
        assertEquals(errors.stream().sorted().toList(),
                err.toString(StandardCharsets.UTF_8).lines().sorted().toList());
        assertTrue(!told.contains("secret"), told);
    }
}
