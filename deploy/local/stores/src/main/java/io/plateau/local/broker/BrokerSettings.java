package io.plateau.local.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import io.plateau.contracts.Topic;

/** The settings of a broker that is alone. */
record BrokerSettings(String bootstrapServers, Properties properties) {

    /** @param log its directory */
    static BrokerSettings of(Path log, int port, int controllerPort) {
        String clients = "127.0.0.1:" + port;
        String controller = "127.0.0.1:" + controllerPort;
        int largestRecord = Arrays.stream(Topic.values()).mapToInt(Topic::maxRecordBytes).max().orElseThrow();
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("log.dirs", log.toAbsolutePath().toString());
        p.setProperty("listeners", "PLAINTEXT://" + clients + ",CONTROLLER://" + controller);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + clients);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("controller.listener.names", "CONTROLLER");
        // Static voters are not in the log, so that the next start may listen elsewhere.
        p.setProperty("controller.quorum.voters", "1@" + controller);
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("message.max.bytes", Integer.toString(largestRecord));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(largestRecord));
        // A single broker: no replicas.
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.setProperty(topic + ".replication.factor", "1");
        }
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        // Four groups: fifty partitions would only cost files and start time.
        p.setProperty("offsets.topic.num.partitions", "4");
        // Consumers start one after another here; waiting for more of them only delays the first block.
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // After a crash the controller takes the broker for its own predecessor until that one's session is over.
        p.setProperty("broker.session.timeout.ms", "3000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        // Two cores share broker, database and services.
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        // The default keeps 128 MiB of heap for compaction; only the offsets are compacted here.
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        return new BrokerSettings(clients, p);
    }

    /** The same broker with another listener for clients. */
    BrokerSettings with(ClientListener listener) {
        Properties p = new Properties();
        p.putAll(properties);
        p.setProperty("listeners", p.getProperty("listeners").replace("PLAINTEXT://", listener.protocol() + "://"));
        p.setProperty("advertised.listeners", listener.protocol() + "://" + bootstrapServers);
        p.setProperty("listener.security.protocol.map",
                listener.protocol() + ":" + listener.protocol() + ",CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", listener.protocol());
        p.putAll(listener.broker());
        return new BrokerSettings(bootstrapServers, p);
    }
}
