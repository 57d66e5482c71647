package io.plateau.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerTopics;
import io.plateau.contracts.broker.TopicSetup;
import io.plateau.local.port.FreePorts;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;

/**
 * One Kafka broker that is its own controller, in this process, with the declared topics. Its log stays in
 * the directory: a broker started there again resumes where the last one stopped, on other ports.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private LocalBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Returns when the broker serves and every {@link Topic} is there.
     *
     * @param directory of the log and the settings; made and formatted where absent
     */
    public static LocalBroker start(Path directory) throws IOException {
        List<Integer> ports = FreePorts.pick(2);
        return start(directory, ports.get(0), ports.get(1));
    }

    /** As {@link #start(Path)}, on given ports: of the clients and of the controller. */
    public static LocalBroker start(Path directory, int port, int controllerPort) throws IOException {
        return start(directory, port, controllerPort, ClientListener.PLAINTEXT);
    }

    /** As {@link #start(Path)}, with a listener of its own. */
    public static LocalBroker start(Path directory, ClientListener listener) throws IOException {
        List<Integer> ports = FreePorts.pick(2);
        return start(directory, ports.get(0), ports.get(1), listener);
    }

    private static LocalBroker start(Path directory, int port, int controllerPort, ClientListener listener)
            throws IOException {
        BrokerLogging.onlyWarnings();
        Path log = directory.resolve("log");
        Files.createDirectories(log);
        BrokerSettings settings = BrokerSettings.of(log, port, controllerPort).with(listener);
        Path file = directory.resolve("server.properties");
        // A stream, not a writer: Kafka reads the file as Latin-1, and only a stream escapes what that has not.
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.properties().store(out, "Written at each start.");
        }
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(file);
        }
        Properties properties = settings.properties();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        LocalBroker broker = new LocalBroker(server, settings.bootstrapServers());
        try {
            server.startup();
            createTopics(broker.bootstrapServers(), listener);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    private static void createTopics(String bootstrapServers, ClientListener listener) {
        Map<String, Object> settings = new HashMap<>(listener.clients());
        settings.put("bootstrap.servers", bootstrapServers);
        try (BrokerTopics topics = new BrokerTopics(new BrokerAccess(settings), PATIENCE)) {
            new TopicSetup(topics, Optional.empty()).apply();
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops cleanly: what was acknowledged is in the log. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path settings) {
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings.toString()};
        int status = StorageTool.execute(arguments, quiet);
        if (status != 0) {
            throw new IllegalStateException(
                    "Kafka could not format its log directory; its settings are in " + settings);
        }
    }
}
