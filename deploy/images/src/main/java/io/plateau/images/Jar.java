package io.plateau.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Java archives that are the same bytes whenever they are written: sorted, of one age, not compressed. */
final class Jar {
    private static final LocalDateTime AGE = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Jar() {
    }

    /** Copies the entries of an archive whose names satisfy the predicate; folders are left out, manifests only where they matter. */
    static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(from.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory() && wanted.test(e.getName())).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        write(entries, to);
    }

    static void write(Map<String, byte[]> entries, Path to) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                ZipEntry written = new ZipEntry(entry.getKey());
                CRC32 sum = new CRC32();
                sum.update(entry.getValue());
                written.setCrc(sum.getValue());
                written.setSize(entry.getValue().length);
                written.setTimeLocal(AGE);
                zip.putNextEntry(written);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
