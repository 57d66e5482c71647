package io.plateau.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * An archive of the libraries' classes (class-data sharing): with it a service starts in half the time. It holds the classes that
 * services were seen to load, classes.txt.gz, and none of this project's, so that a change of code leaves it as it is.
 */
final class ClassArchive {
    /** Beside the folders of the application. */
    static final String NAME = "classes.jsa";
    private static final int TRIES = 6;

    private ClassArchive() {
    }

    /**
     * Writes it twice, since the virtual machine's own threads now and then change a few bytes: the bytes that came twice are kept.
     *
     * @param java the runtime that the image will have
     */
    static void write(Application application, Path java) throws IOException, InterruptedException {
        Path list = application.root().resolveSibling("classes.txt");
        try (InputStream packed = ClassArchive.class.getResourceAsStream("classes.txt.gz");
                InputStream in = new GZIPInputStream(packed)) {
            Files.write(list, in.readAllBytes());
        }
        Path archive = application.root().resolve(NAME);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < TRIES; i++) {
            dump(application, java, list, archive);
            if (seen.merge(digest(archive), 1, Integer::sum) == 2) {
                System.out.println(archive + ": " + (i + 1) + " attempts");
                Files.setLastModifiedTime(archive, FileTime.from(Tree.AGE));
                return;
            }
        }
        throw new ImageException("the archive of classes of " + application.root() + " came out differently " + TRIES
                + " times, so the image would not be reproducible; -Dimages.archives=false builds it without");
    }

    private static void dump(Application application, Path java, Path list, Path archive)
            throws IOException, InterruptedException {
        Files.deleteIfExists(archive);
        // Addresses of native functions are in it: without randomization they are the same each time. The serial collector has
        // no objects of the heap in it, whose order is not.
        List<String> command = List.of("setarch", System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64",
                "-R", java.toString(), "-XX:+UseSerialGC", "-Xshare:dump", "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + NAME, "-Xlog:disable", "-Xlog:all=error", "-cp", application.libraryPath());
        Path log = application.root().resolveSibling("archive.log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(application.root().toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        int status;
        try {
            status = builder.start().waitFor();
        } catch (IOException e) {
            throw new ImageException(
                    "setarch (util-linux) is needed to write an archive of classes that is the same each"
                            + " time; -Dimages.archives=false builds images without",
                    e);
        }
        if (status != 0 || !Files.exists(archive)) {
            throw new ImageException("the archive of classes cannot be written (status " + status + "): "
                    + Files.readString(log).strip() + "; -Dimages.archives=false builds images without");
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 20];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
