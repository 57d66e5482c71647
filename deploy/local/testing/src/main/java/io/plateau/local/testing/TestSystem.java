package io.plateau.local.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

import io.plateau.local.broker.LocalBroker;
import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;

/**
 * Broker and database in a process of their own, for as long as someone holds its standard input open: the
 * tests' class loaders and logging stay out of the broker, and tests that are killed leave no server.
 */
final class TestSystem {
    /** Ends the lines that the parent process reads. */
    static final String READY = "ready";

    private TestSystem() {
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        PrintStream out = System.out;
        Path directory = Files.createTempDirectory("plateau-test-");
        try (LocalBroker broker = LocalBroker.start(directory.resolve("kafka"));
                LocalDatabase database = LocalDatabase.start(directory.resolve("postgres"), Durability.THROWAWAY)) {
            Properties addresses = new Properties();
            addresses.setProperty("kafka", broker.bootstrapServers());
            addresses.setProperty("jdbc", database.jdbcUrl());
            for (String role : arguments) {
                addresses.setProperty(role, database.password(role));
            }
            addresses.forEach((name, value) -> out.println(name + "=" + value));
            out.println(READY);
            out.flush();
            System.in.transferTo(PrintStream.nullOutputStream());
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
