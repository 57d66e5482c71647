package io.plateau.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder tree on its way into an image. */
final class Tree {
    /** Of every file: the virtual machine accepts an archive of classes only for files of the recorded age. */
    static final Instant AGE = Instant.ofEpochSecond(1);

    private Tree() {
    }

    /** Regular files in alphabetical order of their paths. */
    static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    static void setAge(Path root) throws IOException {
        for (Path file : files(root)) {
            Files.setLastModifiedTime(file, FileTime.from(AGE));
        }
    }

    static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
