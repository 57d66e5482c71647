package io.plateau.local.topics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.local.command.UsageException;

import picocli.CommandLine.Option;

/** How to reach a broker; the options are named as those of Kafka's own tools. */
final class BrokerOptions {
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", description = "the broker")
    private String bootstrapServer;

    @Option(names = "--command-config", paramLabel = "FILE", description = "client settings, such as security.protocol and sasl.jaas.config")
    private Path commandConfig;

    /** @param command to name in error messages */
    BrokerAccess access(String command) {
        Map<String, Object> settings = new HashMap<>();
        if (commandConfig != null) {
            Properties file = read(commandConfig);
            file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        }
        if (bootstrapServer != null) {
            settings.put("bootstrap.servers", bootstrapServer);
        }
        if (!settings.containsKey("bootstrap.servers")) {
            throw new UsageException("--bootstrap-server is missing; " + command + " --help lists the options");
        }
        return new BrokerAccess(settings);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--command-config " + file + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--command-config " + file + ": it cannot be read as a properties file", e);
        }
        return properties;
    }
}
