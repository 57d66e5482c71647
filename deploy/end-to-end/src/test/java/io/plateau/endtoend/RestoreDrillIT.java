package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.export.Export;
import io.plateau.local.service.ServiceProcess;
import io.plateau.local.topics.QueueCommand;

/**
 * The drill of the operations guide: database and queue are dumped in the middle of an experiment, the system goes on, both are
 * lost and restored, and the experiment ends with the bits that it would have had.
 */
@Tag("drill")
class RestoreDrillIT {
    @TempDir
    Path directory;

    @Test
    void anExperimentThatWasUnfinishedGoesOnWithTheSameBits() throws Exception {
        String specification = Files.readString(Path.of("src/test/resources/small-experiment.json"));
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            List<ServiceProcess> services = system.addAll("");
            ServiceProcess frontDoor = services.get(0);
            String uninterrupted = system.request(frontDoor, specification);
            awaitCompleted(system, frontDoor, uninterrupted);
            String expected = export(system, uninterrupted);

            // Given a backup in mid-experiment: with the services stopped, database and queue are of one moment
            String interrupted = system.request(frontDoor, specification);
            awaitBlocks(system, interrupted, 3);
            services.forEach(system::stop);
            long blocks = blocks(system, interrupted);
            Path backup = directory.resolve("backup");
            backup(system, backup);
            Path queue = directory.resolve("queue");
            queue(system, "--dump", queue);

            // When they go on, and then broker and database are lost with all of their files
            services = system.addAll("-on");
            String afterTheBackup = system.request(services.get(0), specification);
            awaitCompleted(system, services.get(0), interrupted);
            awaitBlocks(system, afterTheBackup, 3);
            services.forEach(system::stop);
            system.loseStores();
            copy(backup, system.postgres().resolve("data"));
            system.startStores();
            assertEquals(blocks, blocks(system, interrupted));
            assertEquals(0, blocks(system, afterTheBackup));
            queue(system, "--restore", queue);

            // Then the experiment ends as it would have, and what was requested later can be requested again
            ServiceProcess again = system.addAll("-restored").get(0);
            awaitCompleted(system, again, interrupted);
            assertEquals(expected, export(system, interrupted));
            assertEquals(Optional.empty(), system.find(again, afterTheBackup));
        }
    }

    private static void queue(ServiceProcesses system, String direction, Path file) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
        // A group's members are gone a moment after their processes.
        String[] command = {"--bootstrap-server",
                system.broker().settings().get("bootstrap.servers").toString(), direction, file.toString()};
        ServiceProcesses.await("the end of the services' groups").until(() -> {
            if (QueueCommand.execute(command, stream, stream) == 0) {
                return true;
            }
            assertTrue(told.toString(StandardCharsets.UTF_8).contains("services are running"),
                    told.toString(StandardCharsets.UTF_8));
            return false;
        });
        assertTrue(
                told.toString(StandardCharsets.UTF_8)
                        .matches("(?s).*[1-9][0-9]* (unhandled records written|records published).*"),
                told.toString(StandardCharsets.UTF_8));
    }

    private static void awaitCompleted(ServiceProcesses system, ServiceProcess frontDoor, String id) {
        ServiceProcesses.await("the end of " + id).until(() -> {
            var view = system.find(frontDoor, id);
            assertFalse(view.isPresent() && view.get().isTerminal() && !view.get().isCompleted(),
                    () -> view.get().status() + ": " + view.get().reason());
            return view.isPresent() && view.get().isCompleted();
        });
    }

    private String export(ServiceProcesses system, String id) throws Exception {
        try (Connection analyst = system.database().connect("analyst")) {
            return Export.write(analyst, id, directory.resolve("export-" + id));
        }
    }

    private static void awaitBlocks(ServiceProcesses system, String id, long blocks) {
        ServiceProcesses.await(blocks + " blocks of " + id).until(() -> blocks(system, id) >= blocks);
    }

    /** Of all services. */
    private static long blocks(ServiceProcesses system, String id) {
        try (Connection connection = system.database().superuser();
                Statement statement = connection.createStatement()) {
            long blocks = 0;
            for (String service : LocalDatabase.SERVICES) {
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM " + service + ".ledger WHERE experiment_id = '" + id + "'");
                row.next();
                blocks += row.getLong(1);
            }
            return blocks;
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A base backup of the running server: its files between pg_backup_start and pg_backup_stop, and then its log. */
    private static void backup(ServiceProcesses system, Path to) throws Exception {
        Path data = system.postgres().resolve("data");
        try (Connection connection = system.database().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('drill', true)");
            copy(data, to);
            ResultSet label = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)");
            label.next();
            Files.writeString(to.resolve("backup_label"), label.getString(1));
            ServiceProcesses.delete(to.resolve("pg_wal"));
            copy(data.resolve("pg_wal"), to.resolve("pg_wal"));
        }
    }

    /** What disappears meanwhile belongs to no backup. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                Path target = to.resolve(from.relativize(file).toString());
                try {
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else if (!file.getFileName().toString().startsWith("postmaster.")) {
                        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                } catch (NoSuchFileException e) {
                    assertFalse(Files.exists(file), file.toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        to.toFile().setReadable(false, false);
        to.toFile().setExecutable(false, false);
        assertTrue(to.toFile().setReadable(true, true) && to.toFile().setExecutable(true, true));
    }
}
