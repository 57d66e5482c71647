package io.plateau.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's archives of a service's classes (class-data sharing): with one, a service starts in about half the time. Made
 * by a run that records them, after the build; a JVM that did not make an archive would not use it, so its version is in
 * the name.
 *
 * @param directory where they are
 * @param recording whether this run makes them
 */
public record ClassArchives(Path directory, boolean recording) {

    public List<String> options(Service service) {
        Path archive = directory.resolve(service.label() + "-" + System.getProperty("java.vm.version") + ".jsa");
        if (recording) {
            try {
                Files.createDirectories(directory);
                Files.deleteIfExists(archive);
            } catch (IOException e) {
                throw new UncheckedIOException("the archive " + archive + " cannot be made", e);
            }
            // Each class that cannot be kept is a warning, at the end of the log, where one looks for why a service ended.
            return List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=error", "-Xlog:cds+dynamic=error");
        }
        // Without its archive, or with one of older classes, a service only starts more slowly.
        return Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }
}
